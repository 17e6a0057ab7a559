package io.github.dkae.jupyter.shell;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.execution.LocalExecutionControl;
import net.bytebuddy.agent.ByteBuddyAgent;

/**
 * Replaces the code of snippets in this JVM as {@code jshell} does in another one: in place, so that variables and the
 * objects of edited classes stay.
 *
 * <p>JShell wraps each snippet in a class, {@code REPL.$JShell$} and the snippet's number, and compiles the wrappers of
 * all that depends on a declaration anew, be it that only the numbers of their lines changed. The JVM replaces the
 * bodies of a class's methods but not its members; JShell then loads a class of another name. A variable takes its
 * value over to the new wrapper, unless its type is such a new class.
 */
class RedefiningExecutionControl extends LocalExecutionControl {
    /** A wrapper, or a class that one declares: the snippet's number, how often it was replaced, the class's name. */
    private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$(\\d+)[A-Z]*(?:\\$([^$]+))?");

    private final Map<String, Class<?>> wrappers = new HashMap<>();
    private final Set<String> lostValues = new HashSet<>();
    private final Set<String> replacedTypes = new HashSet<>();
    private Instrumentation instrumentation;
    private boolean attached;

    /** Lets {@link #lostValues()} and {@link #replacedTypes()} begin anew. */
    void forgetLosses() {
        lostValues.clear();
        replacedTypes.clear();
    }

    /** Names of variables whose values could not be taken over. */
    Set<String> lostValues() {
        return lostValues;
    }

    /** Names of types that were replaced by new ones that their objects don't belong to. */
    Set<String> replacedTypes() {
        return replacedTypes;
    }

    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        super.load(classes);
        for (ClassBytecodes loaded : classes) {
            Matcher type = WRAPPER.matcher(loaded.name());
            if (type.matches() && type.group(2) != null && wrappers.containsKey(type.group(1))) {
                replacedTypes.add(type.group(2));
            }
        }
        for (ClassBytecodes loaded : classes) {
            takeOverValues(loaded.name());
        }
    }

    private void takeOverValues(String name) {
        Matcher wrapper = WRAPPER.matcher(name);
        if (!wrapper.matches() || wrapper.group(2) != null) {
            return;
        }
        try {
            Class<?> type = findClass(name);
            Class<?> former = wrappers.put(wrapper.group(1), type);
            if (former == null) {
                return;
            }
            for (Field variable : type.getDeclaredFields()) {
                if (variable.isSynthetic()) {
                    continue;
                }
                Field old = former.getDeclaredField(variable.getName());
                old.setAccessible(true);
                variable.setAccessible(true);
                if (old.getType() == variable.getType()) {
                    variable.set(null, old.get(null));
                } else if (old.get(null) != null) {
                    lostValues.add(variable.getName());
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The values of " + name + " can't be taken over", e);
        }
    }

    @Override
    public void redefine(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        if (instrumentation() == null) {
            throw new NotImplementedException("This JVM takes no agent");
        }
        try {
            // Leaves the classes as they are, but prepares their code for Stop and keeps it as a resource.
            super.load(classes);
            ClassDefinition[] changes = new ClassDefinition[classes.length];
            for (int i = 0; i < classes.length; i++) {
                changes[i] = definition(classes[i].name());
            }
            instrumentation.redefineClasses(changes);
        } catch (ReflectiveOperationException | UnmodifiableClassException | UnsupportedOperationException
                | IOException | LinkageError e) {
            throw new ClassInstallException("redefine: " + e, new boolean[classes.length]);
        }
    }

    private ClassDefinition definition(String name) throws ReflectiveOperationException, IOException {
        Class<?> type = findClass(name);
        try (InputStream in = type.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            return new ClassDefinition(type, in.readAllBytes());
        }
    }

    /** Null in a JVM that doesn't let agents in; looked for once, when first needed. */
    private Instrumentation instrumentation() {
        if (!attached) {
            attached = true;
            try {
                instrumentation = ByteBuddyAgent.install();
            } catch (IllegalStateException e) {
                System.err.println("Edited classes lose their objects, since this JVM takes no agent: "
                        + e.getMessage());
            }
        }
        return instrumentation;
    }
}
