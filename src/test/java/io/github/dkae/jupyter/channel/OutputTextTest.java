package io.github.dkae.jupyter.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dflib.jjava.jupyter.messages.publish.PublishStream.StreamType;
import org.junit.jupiter.api.Test;

class OutputTextTest {
    private final List<String> pieces = new ArrayList<>();
    private final Map<StreamType, StringBuilder> sent = new EnumMap<>(Map.of(
            StreamType.OUT, new StringBuilder(), StreamType.ERR, new StringBuilder()));
    private final OutputText text = new OutputText((type, piece) -> {
        pieces.add(type + ":" + piece);
        sent.get(type).append(piece);
    });

    @Test
    void fewChangesBetweenStreamsKeepTheirOrder() {
        text.write(StreamType.OUT, "loading\n");
        text.write(StreamType.OUT, "loaded\n");
        text.write(StreamType.ERR, "odd row\n");
        text.write(StreamType.OUT, "done\n");
        text.send();
        assertEquals(List.of("OUT:loading\nloaded\n", "ERR:odd row\n", "OUT:done\n"), pieces);
    }

    @Test
    void manyChangesAreJoinedAndNothingIsLost() {
        Map<StreamType, StringBuilder> written = new EnumMap<>(Map.of(
                StreamType.OUT, new StringBuilder(), StreamType.ERR, new StringBuilder()));
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            StreamType type = random.nextBoolean() ? StreamType.OUT : StreamType.ERR;
            String line = i + " äß😀\n";
            written.get(type).append(line);
            text.write(type, line);
        }
        text.write(StreamType.ERR, "end");
        text.send();
        written.get(StreamType.ERR).append("end");
        assertEquals(written.get(StreamType.OUT).toString(), sent.get(StreamType.OUT).toString());
        assertEquals(written.get(StreamType.ERR).toString(), sent.get(StreamType.ERR).toString());
        assertTrue(pieces.size() < 100, pieces.size() + " messages");
        assertTrue(pieces.get(pieces.size() - 1).endsWith("end"), "what was written last comes last");
        assertEquals(0, text.waiting());
    }

    @Test
    void longTextComesInPiecesOfWholeCharacters() {
        String line = "x" + "😀".repeat(1_000_000);
        text.write(StreamType.OUT, line);
        text.send();
        assertEquals(line, sent.get(StreamType.OUT).toString());
        assertTrue(pieces.size() > 1);
        for (String piece : pieces) {
            assertTrue(piece.length() <= 250_010);
            assertTrue(piece.codePoints().noneMatch(c -> c >= 0xd800 && c < 0xe000));
        }
    }
}
