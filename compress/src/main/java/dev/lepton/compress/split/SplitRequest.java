package dev.lepton.compress.split;

import dev.lepton.compress.run.SessionSettings.Optimisation;
import java.util.List;

/**
 * How a model is to be split.
 *
 * @param places where stages run, one for each
 * @param linkBytesPerSecond between two of them
 * @param optimisation that is done before cutting; the stages are run without any
 */
public record SplitRequest(
        List<Place> places, Partition.Objective objective, double linkBytesPerSecond, Optimisation optimisation) {
    /**
     * A device for one stage.
     *
     * @param speed times that of this machine's one thread
     * @param memoryBytes {@link Double#POSITIVE_INFINITY} for no limit
     */
    public record Place(String name, double speed, double memoryBytes) {
        public Place {
            if (name.isBlank() || !(speed > 0) || !(memoryBytes > 0)) {
                throw new IllegalArgumentException(
                        "A place has a name, a speed and memory: " + name + ", " + speed + ", " + memoryBytes + ".");
            }
        }
    }

    public SplitRequest {
        places = List.copyOf(places);
        if (places.isEmpty() || !(linkBytesPerSecond > 0)) {
            throw new IllegalArgumentException("A split has places and links.");
        }
    }

    /** Equal places that are threads of this machine, with links as fast as its memory. */
    public static SplitRequest threads(int stages) {
        Place place = new Place("thread", 1, Double.POSITIVE_INFINITY);
        return new SplitRequest(
                java.util.Collections.nCopies(stages, place), Partition.Objective.THROUGHPUT, 1e10, Optimisation.ALL);
    }
}
