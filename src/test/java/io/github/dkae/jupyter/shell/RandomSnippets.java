package io.github.dkae.jupyter.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Declarations, edits, imports, assignments and failures as people type them at a notebook; equal for equal seeds. */
final class RandomSnippets {
    private static final List<String> IMPORTS = List.of("java.text.*", "java.util.*", "java.awt.*", "java.util.List",
            "java.time.*", "static java.lang.Math.*", "static java.util.Map.entry", "java.utl.List", "java.awt.List",
            "java.util.stream.*", "java.util.function.*");
    private static final List<String> BEFORE = List.of("", "", "// a chart\n", "/* two\n lines */\n", "/** doc */ ",
            "\n\n", "// one\n// two\n\n");
    private static final List<String> VARIABLES = List.of("a", "b", "c", "d", "e", "f");
    private static final List<String> NUMBERS = List.of("1", "7", "2.5", "\"s\".length()", "g()", "h(2)", "h(a)",
            "a + 1", "b + c", "(int) d", "o.get()", "new A().get()", "rec.n()", "Kind.P.ordinal()", "of.one()",
            "xs.size()", "java.util.stream.Stream.of(1, 2).mapToInt(x -> x).sum()", "1 / 0", "nothing()");
    private static final List<String> OBJECTS = List.of("\"t\"", "java.util.List.of(1, 2)", "new A()", "new A[] {new A()}",
            "new Rec(3)", "Kind.P", "load()", "java.util.List.of(new A())", "new int[] {1, 2}", "o", "xs", "(Face) () -> 4",
            "new Object() { int z = 3; public String toString() { return \"z\" + z; } }",
            "new java.util.ArrayList<>(java.util.List.of(\"u\"))", "java.util.Map.of(1, new A())", "g() + \"\"");
    private static final List<String> OBJECT_VARIABLES = List.of("o", "xs", "rec", "kind", "of", "any");

    private final SplittableRandom random;

    RandomSnippets(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * One piece of code.
     *
     * @param code   what is typed
     * @param writes variables that it declares or assigns
     * @param typed  whether it is only typed, so that Tab is pressed at its end, and not evaluated
     */
    record Piece(String code, Set<String> writes, boolean typed) {}

    /** Pieces that use the same few names. */
    List<Piece> sequence() {
        List<Piece> pieces = new ArrayList<>();
        if (random.nextBoolean()) {
            pieces.add(evaluated(type()));
            pieces.add(evaluated(method()));
        }
        int length = 1 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            pieces.add(piece());
        }
        return pieces;
    }

    private Piece piece() {
        return switch (random.nextInt(16)) {
            case 0, 1, 2 -> numberVariable();
            case 3, 4, 5 -> objectVariable();
            case 6, 7 -> evaluated(method());
            case 8, 9, 10 -> evaluated(type());
            case 11, 12 -> evaluated(importing());
            case 13 -> typed();
            case 14 -> assignment();
            default -> statement();
        };
    }

    private Piece evaluated(String code) {
        return new Piece(one(BEFORE) + code, Set.of(), false);
    }

    private Piece numberVariable() {
        String name = one(VARIABLES);
        String type = one(List.of("int", "int", "var", "var", "double", "long", "Integer", "String"));
        if (random.nextInt(10) == 0) {
            return new Piece("int a = " + one(NUMBERS) + ", b = a + 1;", Set.of("a", "b"), false);
        }
        boolean bare = random.nextInt(12) == 0 && !type.equals("var");
        return new Piece(one(BEFORE) + type + " " + name + (bare ? "" : " = " + one(NUMBERS)) + ";", Set.of(name), false);
    }

    private Piece objectVariable() {
        String name = one(OBJECT_VARIABLES);
        String type = one(List.of("var", "var", "var", "Object", "A", "Face", "java.util.List<A>", "Rec", "Kind"));
        return new Piece(one(BEFORE) + type + " " + name + " = " + one(OBJECTS) + ";", Set.of(name), false);
    }

    private Piece assignment() {
        boolean number = random.nextBoolean();
        String name = one(number ? VARIABLES : OBJECT_VARIABLES);
        return new Piece(name + " = " + one(number ? NUMBERS : OBJECTS) + ";", Set.of(name), false);
    }

    private Piece statement() {
        return evaluated(one(List.of("a++;", "o.v = 9;", "A.count += 2;", "for (int i = 0; i < 3; i++) { b += i; }",
                "throw new IllegalStateException();", one(NUMBERS), one(OBJECTS), one(VARIABLES), one(OBJECT_VARIABLES),
                "if (a > 1) { c = a; }", "xs.clear();")));
    }

    private String importing() {
        return "import " + one(IMPORTS) + ";";
    }

    private Piece typed() {
        StringBuilder code = new StringBuilder();
        for (int i = random.nextInt(3); i >= 0; i--) {
            code.append(one(BEFORE)).append(random.nextInt(3) > 0 ? importing() : method()).append('\n');
        }
        return new Piece(code + one(OBJECT_VARIABLES) + ".", Set.of(), true);
    }

    private String method() {
        String body = one(List.of("return " + random.nextInt(9) + ";", "return " + one(NUMBERS) + ";",
                "int t = 2; // local\n return t + " + random.nextInt(9) + ";",
                "return java.util.stream.IntStream.range(0, 4).map(i -> i + 1).sum();"));
        return switch (random.nextInt(6)) {
            case 0 -> "java.util.List<String> load() { return java.util.List.of(\"m" + random.nextInt(9) + "\"); }";
            case 1 -> one(List.of("java.util.Collection<String>", "Object", "String"))
                    + " load() { return null; }";
            case 2 -> "int h(int x) { return x * " + random.nextInt(9) + "; }";
            case 3 -> one(List.of("int h(double x) { return 5; }", "int h(A x) { return x.get(); }",
                    "int late() { return nowhere(); }", "int nowhere() { return late(); }"));
            default -> one(List.of("int", "int", "int", "long", "double")) + " g() { " + body + " }";
        };
    }

    private String type() {
        String value = one(List.of("v", "v + 1", "v * 2", "g()", "java.util.List.of(v).stream().mapToInt(x -> x).sum()"));
        String text = "public String toString() { return \"" + one(List.of("A", "AA")) + "\" + v; } ";
        return switch (random.nextInt(8)) {
            case 0 -> "interface Face { int one(); default int two() { return " + value.replace('v', '2') + "; } }";
            case 1 -> "enum Kind { " + one(List.of("P, Q", "P, Q", "P, Q, R")) + "; int w() { return "
                    + random.nextInt(9) + "; } }";
            case 2 -> "record Rec(int n" + one(List.of("", "", ", int m")) + ") { int twice() { return n * "
                    + random.nextInt(4) + "; } " + one(List.of("", "Rec(int n, int m, int k) { this(n); } ")) + "}";
            case 3 -> "class A extends Base { int v = 1; int get() { return " + value + "; } " + text + "}";
            case 4 -> "class Base { int base() { return " + random.nextInt(9) + "; } }";
            case 5 -> "class A implements Face { int v = 3; public int one() { return v; } int get() { return "
                    + value + "; } " + text + "}";
            default -> "class A { static int count = 4; int v = " + random.nextInt(3) + "; "
                    + one(List.of("", "", "", "int extra; ")) + "int get() { return " + value + "; } " + text + "}";
        };
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
