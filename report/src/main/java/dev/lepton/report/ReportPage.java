package dev.lepton.report;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lepton.report.model.Cover;
import dev.lepton.report.model.ReportModel;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cost report as one HTML file that needs nothing else: no network, no other file, no server.
 *
 * <p>It says the same without JavaScript, on paper and on a phone; the charts only draw what the tables say. A policy
 * in the page makes the browser itself refuse every request and every script that is not the page's own.
 */
public final class ReportPage {
    private ReportPage() {}

    /** The page for {@code model}; the same model gives the same text. */
    public static String html(ReportModel model) {
        return html(page(model));
    }

    /** Any page of sections in the same dress. */
    static String html(Page page) {
        return html(page, Assets.load());
    }

    /** jte's interceptor is null because the templates are compiled without one. */
    @SuppressWarnings("NullAway")
    static String html(Page page, Assets assets) {
        StringOutput output = new StringOutput(1 << 21);
        JtelayoutGenerated.render(new OwaspHtmlTemplateOutput(output), null, page, assets);
        return output.toString();
    }

    static Page page(ReportModel model) {
        Colours colours = Colours.of(model);
        List<Section> sections = new ArrayList<>();
        sections.add(TreeSection.of(model, colours));
        sections.add(IdleSection.of(model));
        sections.add(TrendSection.of(model, colours));
        sections.add(SchedulingSection.of(model));
        sections.add(BudgetSection.of(model));
        model.chapters().forEach(chapter -> sections.add(ChapterSection.of(chapter)));
        sections.add(WasterSection.of(model));
        sections.add(UnitSection.of(model));
        sections.add(StructureSection.of(model));
        sections.add(EarningSection.of(model));
        sections.add(QualitySection.of(model));
        sections.add(MethodSection.of(model));
        Cover cover = model.cover();
        return new Page(
                "en",
                cover.title(),
                facts(cover),
                cover.notices(),
                Optional.of(Overview.of(model)),
                shown(sections),
                settings(model));
    }

    /** The sections that have something to show; before the last, the method, one that says what the others lack. */
    private static List<Section> shown(List<Section> sections) {
        List<Section> shown = new ArrayList<>();
        List<DataTable.Row> missing = new ArrayList<>();
        for (Section section : sections) {
            List<Block> blocks = new ArrayList<>();
            for (Block block : section.blocks()) {
                if (block instanceof Block.Missing lack) {
                    missing.add(DataTable.row(
                            DataTable.text(section.title()),
                            DataTable.text(lack.what()),
                            lack.command().isPresent()
                                    ? new DataTable.Cell.Command(lack.command().get())
                                    : DataTable.text("")));
                } else {
                    blocks.add(block);
                }
            }
            if (!blocks.isEmpty()) {
                shown.add(new Section(section.id(), section.title(), section.lead(), blocks));
            }
        }
        if (!missing.isEmpty()) {
            shown.add(shown.size() - 1, lacking(missing));
        }
        return shown;
    }

    private static Section lacking(List<DataTable.Row> missing) {
        List<DataTable.Column> columns =
                List.of(DataTable.words("Part"), DataTable.words("Why it is missing"), DataTable.words("To fill it"));
        DataTable table = new DataTable("Parts that the evidence is not enough for", columns, missing, List.of());
        return new Section("missing", "Not in this report", "", List.of(new Block.Table(table)));
    }

    private static List<Block.Term> facts(Cover cover) {
        return List.of(
                new Block.Term("Window", Figures.window(cover.window(), cover.zone())),
                new Block.Term("Data ends", Figures.minute(cover.dataEnds(), cover.zone())),
                new Block.Term("Made", Figures.minute(cover.generatedAt(), cover.zone())),
                new Block.Term("Currency", cover.currency().getCurrencyCode()));
    }

    private static String settings(ReportModel model) {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("prefix", Figures.prefix(model.cover().currency()));
        settings.put("decimals", Figures.decimals(model.headline().total()));
        return SafeJson.write(settings);
    }
}
