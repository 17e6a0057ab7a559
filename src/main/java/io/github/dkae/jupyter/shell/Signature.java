package io.github.dkae.jupyter.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A signature as JShell tells it, such as {@code double Arguments.between(String name, double value)}.
 *
 * @param packageName empty when it was left out
 * @param type        the type's name, nested types after a dot
 * @param member      name of the method, the simple type name for a constructor, empty for a type
 * @param parameters  simple names of the parameters' types
 */
record Signature(String packageName, String type, String member, List<String> parameters) {
    /** Empty for what is no type, method or constructor of a class, such as a variable or a method of a cell. */
    static Optional<Signature> parse(String signature) {
        int open = signature.indexOf('(');
        String head = withoutTypeArguments(open < 0 ? signature : signature.substring(0, open)).strip();
        String qualified = head.substring(head.lastIndexOf(' ') + 1);
        List<String> packages = new ArrayList<>();
        List<String> types = new ArrayList<>();
        String member = "";
        for (String part : qualified.split("\\.")) {
            if (part.isEmpty()) {
                return Optional.empty();
            }
            if (Character.isUpperCase(part.charAt(0))) {
                types.add(part);
            } else if (types.isEmpty()) {
                packages.add(part);
            } else {
                member = part;
            }
        }
        if (types.isEmpty()) {
            return Optional.empty();
        }
        List<String> parameters = new ArrayList<>();
        if (open >= 0) {
            member = member.isEmpty() ? types.get(types.size() - 1) : member;
            String list = withoutTypeArguments(signature.substring(open + 1, signature.lastIndexOf(')')));
            for (String parameter : list.isBlank() ? new String[0] : list.split(",")) {
                parameters.add(simple(parameter.strip().split(" ")[0]));
            }
        }
        return Optional.of(new Signature(String.join(".", packages), String.join(".", types), member, parameters));
    }

    String topLevelType() {
        return type.split("\\.")[0];
    }

    /** Whether these types, as a source file writes them, are the parameters'. */
    boolean hasParameters(List<String> written) {
        return parameters.equals(written.stream().map(type -> simple(withoutTypeArguments(type))).toList());
    }

    private static String simple(String type) {
        return type.replace("...", "[]").replaceAll("^.*\\.", "");
    }

    private static String withoutTypeArguments(String text) {
        StringBuilder kept = new StringBuilder();
        int depth = 0;
        for (char c : text.toCharArray()) {
            depth += c == '<' ? 1 : 0;
            if (depth == 0) {
                kept.append(c);
            }
            depth -= c == '>' ? 1 : 0;
        }
        return kept.toString();
    }
}
