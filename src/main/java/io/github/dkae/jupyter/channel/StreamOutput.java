package io.github.dkae.jupyter.channel;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Decodes UTF-8 as it is written; a character's bytes may come in several writes. */
final class StreamOutput extends OutputStream {
    private final Consumer<CharSequence> text;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final CharBuffer characters = CharBuffer.allocate(8192);
    /** The first bytes of a character whose other bytes have not come yet. */
    private byte[] incomplete = {};

    StreamOutput(Consumer<CharSequence> text) {
        this.text = text;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        ByteBuffer input = ByteBuffer.allocate(incomplete.length + length);
        input.put(incomplete).put(bytes, offset, length).flip();
        CoderResult result;
        do {
            result = decoder.decode(input, characters, false);
            text.accept(characters.flip());
            characters.clear();
        } while (result.isOverflow());
        incomplete = new byte[input.remaining()];
        input.get(incomplete);
    }
}
