package dev.lepton.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lepton.report.model.Plot.Point;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

final class CoursesTest {
    /** However long the run: the area under the means is that of what was held, and no more points than a screen has. */
    @RepeatedTest(20)
    void meansKeepTheArea(RepetitionInfo seed) {
        Random random = new Random(seed.getCurrentRepetition());
        Courses courses = new Courses(1);
        double area = 0;
        double end = 0;
        for (int i = 0; i < 500; i++) {
            double from = 5_000 * random.nextDouble();
            double to = from + 300 * random.nextDouble();
            double value = 10 * random.nextDouble();
            courses.hold("a", from, to, value);
            area += (to - from) * value;
            end = Math.max(end, to);
        }
        List<Point> points = courses.points("a", 1, 1);
        assertTrue(points.size() <= Courses.MOST + 1, points.size() + " points");
        double drawn = 0;
        for (int i = 0; i + 1 < points.size(); i++) {
            drawn += points.get(i).y() * (points.get(i + 1).x() - points.get(i).x());
        }
        assertEquals(area, drawn, 1e-6 * area);
        assertEquals(end, courses.end(), 0);
        assertEquals(end, points.get(points.size() - 1).x(), 0);
    }
}
