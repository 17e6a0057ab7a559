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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Finds documentation comments in source files, by the signatures that JShell tells; it knows the JDK's alone. */
public final class SourceDocumentation {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    private final List<Path> roots;

    /** @param roots folders that hold packages, and jars of sources; missing ones are skipped */
    public SourceDocumentation(List<Path> roots) {
        this.roots = roots.stream().filter(Files::exists).toList();
    }

    /** The comment of a type, method or constructor as plain text; empty when there is none to be found. */
    public String find(String signature) {
        return Signature.parse(signature).flatMap(this::find).map(JavadocText::plain).orElse("");
    }

    private Optional<String> find(Signature signature) {
        for (Path root : roots) {
            Optional<String> source = source(root, signature);
            if (source.isPresent()) {
                return comment(source.get(), signature);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> source(Path root, Signature signature) {
        try {
            if (Files.isDirectory(root)) {
                return sourceBelow(root, signature);
            }
            try (FileSystem jar = FileSystems.newFileSystem(root, Map.of())) {
                return sourceBelow(jar.getPath("/"), signature);
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> sourceBelow(Path root, Signature signature) throws IOException {
        String file = signature.topLevelType() + ".java";
        Optional<Path> found;
        if (signature.packageName().isEmpty()) {
            // JShell leaves out packages that are imported.
            try (Stream<Path> files = Files.walk(root)) {
                found = files.filter(path -> path.endsWith(file)).findFirst();
            }
        } else {
            found = Optional.of(root.resolve(signature.packageName().replace('.', '/')).resolve(file))
                    .filter(Files::exists);
        }
        return found.isPresent() ? Optional.of(Files.readString(found.get())) : Optional.empty();
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
                if (signature.member().isEmpty()) {
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
