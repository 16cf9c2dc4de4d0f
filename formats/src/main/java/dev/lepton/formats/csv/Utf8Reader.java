package dev.lepton.formats.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/**
 * Decodes UTF-8 without losing what is wrong with it: bytes that are not UTF-8 become one low surrogate
 * ({@link #isBadByte}), which no valid text has alone, and their position is kept until {@link #takeBadByte} asks for
 * it. A byte-order mark is dropped. Every line break, CR LF and lone CR too, becomes LF: FastCSV 4.1.0 miscounts lines
 * and overlooks the end of a record behind a quoted field with a lone CR. After the last character comes a line with {@link #END} alone, which no text can
 * hold, so that a parser that swallows it was inside an unclosed quote.
 */
final class Utf8Reader extends Reader {
    static final char END = '\uDFFF';

    /** A character that no decoded text holds. */
    static final char NEVER = '\uD800';

    private static final char FIRST_BAD = '\uDC80';
    private static final char LAST_BAD = '\uDCFF';

    private final InputStream in;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(1 << 15).limit(0);
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ArrayDeque<Long> badBytes = new ArrayDeque<>();
    private long bytesBefore;
    private boolean atStart = true;
    private boolean afterCarriageReturn;
    private boolean bytesEnded;
    private boolean ended;

    Utf8Reader(InputStream in) {
        this.in = in;
    }

    /** Whether {@code c}, not preceded by a high surrogate, stands for bytes that are not UTF-8. */
    static boolean isBadByte(char c) {
        return c >= FIRST_BAD && c <= LAST_BAD;
    }

    boolean hasBadBytes() {
        return !badBytes.isEmpty();
    }

    /** The position, from 0, of the first bad byte not taken yet, in the uncompressed text. */
    long takeBadByte() {
        return badBytes.remove();
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (ended) {
                return -1;
            }
            fill();
        }
        int n = Math.min(length, chars.remaining());
        chars.get(target, offset, n);
        return n;
    }

    private void fill() throws IOException {
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, bytesEnded);
        if (result.isMalformed() || result.isUnmappable()) {
            markBad(result.length());
        } else if (result.isUnderflow()) {
            if (bytesEnded) {
                chars.put('\n').put(END);
                ended = true;
            } else {
                fetch();
            }
        }
        chars.flip();
        dropByteOrderMark();
        unifyLineBreaks();
    }

    private void markBad(int length) {
        if (!chars.hasRemaining()) {
            return;
        }
        badBytes.add(bytesBefore + bytes.position());
        chars.put((char) (FIRST_BAD + (bytes.get(bytes.position()) & 0x7F)));
        bytes.position(bytes.position() + length);
    }

    private void fetch() throws IOException {
        bytesBefore += bytes.position();
        bytes.compact();
        int n = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(n, 0)).flip();
        bytesEnded = n < 0;
    }

    private void dropByteOrderMark() {
        if (atStart && chars.hasRemaining()) {
            atStart = false;
            if (chars.get(chars.position()) == '\uFEFF') {
                chars.position(chars.position() + 1);
            }
        }
    }

    private void unifyLineBreaks() {
        char[] text = chars.array();
        int to = chars.position();
        for (int from = chars.position(); from < chars.limit(); from++) {
            char c = text[from];
            if (c != '\n' || !afterCarriageReturn) {
                text[to++] = c == '\r' ? '\n' : c;
            }
            afterCarriageReturn = c == '\r';
        }
        chars.limit(to);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
