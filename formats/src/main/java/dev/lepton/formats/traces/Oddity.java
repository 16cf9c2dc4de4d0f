package dev.lepton.formats.traces;

/**
 * Something in a file that was taken as it is and looks wrong.
 *
 * @param file where it stands
 * @param line its line, from 1
 * @param words what is odd, with its value
 */
public record Oddity(String file, long line, String words) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + words;
    }
}
