package io.github.dkae.jupyter.shell;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Finds documentation comments in source files, by the signatures that JShell tells; it knows the JDK's alone. */
public final class SourceDocumentation {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private final Supplier<List<Path>> source;
    private List<Path> roots;

    /**
     * @param roots folders that hold packages, and jars of sources; asked for when first needed, and missing ones are
     *              skipped
     */
    public SourceDocumentation(Supplier<List<Path>> roots) {
        source = roots;
    }

    /**
     * The comment of a type, method or constructor as plain text; empty when there is none to be found.
     *
     * @param imports the imports in force, such as {@code java.util.*}: JShell leaves out packages that are imported
     */
    public synchronized String find(String signature, List<String> imports) {
        if (roots == null) {
            roots = source.get().stream().filter(Files::exists).toList();
        }
        return Signature.parse(signature).flatMap(parsed -> find(parsed, imports)).map(JavadocText::plain).orElse("");
    }

    private Optional<String> find(Signature signature, List<String> imports) {
        String file = signature.topLevelType() + ".java";
        List<String> places = new ArrayList<>();
        if (!signature.packageName().isEmpty()) {
            places.add(signature.packageName().replace('.', '/') + "/" + file);
        } else {
            for (String imported : imports) {
                int end = imported.lastIndexOf('.');
                String last = imported.substring(end + 1);
                if (last.equals("*") || last.equals(signature.topLevelType())) {
                    places.add(imported.substring(0, Math.max(0, end)).replace('.', '/') + "/" + file);
                }
            }
        }
        return roots.stream().map(root -> source(root, places)).flatMap(Optional::stream).findFirst()
                .flatMap(found -> comment(found, signature));
    }

    private static Optional<String> source(Path root, List<String> places) {
        try {
            if (Files.isDirectory(root)) {
                return sourceBelow(root, places);
            }
            try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
                return sourceBelow(jar.getPath("/"), places);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> sourceBelow(Path root, List<String> places) throws IOException {
        for (String place : places) {
            if (Files.exists(root.resolve(place))) {
                return Optional.of(Files.readString(root.resolve(place)));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> comment(String source, Signature signature) {
        URI name = URI.create("string:///Source.java");
        JavaFileObject file = new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        JavacTask task = (JavacTask) COMPILER.getTask(null, null, diagnostic -> {}, null, null, List.of(file));
        try {
            CommentFinder finder = new CommentFinder(DocTrees.instance(task), signature);
            for (CompilationUnitTree unit : task.parse()) {
                finder.scan(unit, "");
            }
            return Optional.ofNullable(finder.comment);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Walks a source file; the parameter is the name of the type around, from the top-level type on. */
    private static final class CommentFinder extends TreePathScanner<Void, String> {
        private final DocTrees trees;
        private final Signature signature;
        private String comment;

        CommentFinder(DocTrees trees, Signature signature) {
            this.trees = trees;
            this.signature = signature;
        }

        @Override
        public Void visitClass(ClassTree type, String around) {
            String name = around.isEmpty() ? type.getSimpleName().toString() : around + "." + type.getSimpleName();
            if (name.equals(signature.type())) {
                String ofType = trees.getDocComment(getCurrentPath());
                boolean constructor = signature.member().equals(type.getSimpleName().toString());
                if (signature.member().isEmpty() || constructor && type.getKind() == Tree.Kind.RECORD) {
                    // A record's comment tells of its canonical constructor, too.
                    comment = ofType;
                } else if (type.getKind() == Tree.Kind.RECORD && ofType != null) {
                    comment = JavadocText.ofParameter(ofType, signature.member());
                }
            }
            return super.visitClass(type, name);
        }

        @Override
        public Void visitMethod(MethodTree method, String around) {
            boolean constructor = method.getName().contentEquals("<init>");
            String name = constructor ? simpleName(around) : method.getName().toString();
            if (around.equals(signature.type()) && name.equals(signature.member())
                    && signature.hasParameters(method.getParameters().stream()
                            .map(parameter -> parameter.getType().toString()).toList())) {
                TreePath path = getCurrentPath();
                String found = trees.getDocComment(path);
                comment = found != null ? found : comment;
            }
            return super.visitMethod(method, around);
        }

        private static String simpleName(String type) {
            return type.substring(type.lastIndexOf('.') + 1);
        }
    }
}
