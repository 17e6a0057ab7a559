package io.github.dkae.jupyter.shell;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.connect.VMStartException;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import jdk.jshell.JShell;
import jdk.jshell.execution.JdiExecutionControl;
import jdk.jshell.execution.RemoteExecutionControl;
import jdk.jshell.execution.Util;

/**
 * The JDK's own shell, whose snippets another JVM runs and JDI redefines. It differs from the default only in that the
 * two JVMs talk through pipes, which is many times faster than its sockets.
 */
final class PlainShell {
    private PlainShell() {}

    static JShell start() throws IOException, VMStartException, IllegalConnectorArgumentsException {
        LaunchingConnector launcher = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = launcher.defaultArguments();
        String classes = PlainShell.class.getProtectionDomain().getCodeSource().getLocation().getPath();
        arguments.get("main").setValue(Remote.class.getName());
        arguments.get("options").setValue("-XX:TieredStopAtLevel=1 -Xmx256m -cp \"" + classes + "\"");
        VirtualMachine machine = launcher.launch(arguments);
        machine.resume();
        ObjectOutput commands = flushed(machine.process().getOutputStream());
        ObjectInput answers = new ObjectInputStream(machine.process().getInputStream());
        Control control = new Control(commands, answers, machine);
        return new KernelSettings(List.of(), List.of(), List.of()).shell(control);
    }

    private static ObjectOutput flushed(OutputStream out) throws IOException {
        ObjectOutputStream objects = new ObjectOutputStream(out);
        objects.flush();
        return objects;
    }

    private static final class Control extends JdiExecutionControl {
        private final VirtualMachine machine;

        Control(ObjectOutput commands, ObjectInput answers, VirtualMachine machine) {
            super(commands, answers);
            this.machine = machine;
        }

        @Override
        protected VirtualMachine vm() {
            return machine;
        }

        @Override
        public void close() {
            machine.process().destroy();
        }
    }

    /** The other JVM's program. */
    static final class Remote {
        private Remote() {}

        public static void main(String[] arguments) throws IOException {
            ObjectOutput answers = flushed(System.out);
            InputStream commands = System.in;
            System.setOut(System.err);
            Util.forwardExecutionControl(new RemoteExecutionControl(), new ObjectInputStream(commands), answers);
        }
    }
}
