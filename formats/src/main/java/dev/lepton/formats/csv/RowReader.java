package dev.lepton.formats.csv;

/** Makes a value of one row, or refuses it. */
@FunctionalInterface
public interface RowReader<T> {
    /**
     * The value that {@code row} holds.
     *
     * @throws Refused if it holds none; the row is then counted as a failure and reading goes on
     */
    T read(Fields row);
}
