import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import net.sf.okapi.common.Event;
import net.sf.okapi.common.LocaleId;
import net.sf.okapi.common.filters.IFilter;
import net.sf.okapi.common.filterwriter.IFilterWriter;
import net.sf.okapi.common.resource.ITextUnit;
import net.sf.okapi.common.resource.RawDocument;
import net.sf.okapi.filters.xliff.XLIFFFilter;
import net.sf.okapi.filters.xliff2.XLIFF2Filter;
import net.sf.okapi.lib.verification.Issue;
import net.sf.okapi.lib.verification.QualityCheckSession;
import net.sf.okapi.lib.xliff2.reader.XLIFFReader;

/** Okapi reads XLIFF files named LANG-VERSION.xlf, judges them, puts "!" behind each translation, and writes them into a folder. */
public class Okapi {
    static int valid = 0;
    static final Map<String, Integer> ISSUES = new TreeMap<>();

    public static void main(String[] arguments) throws Exception {
        for (int at = 1; at < arguments.length; at++) {
            File file = new File(arguments[at]);
            String name = file.getName();
            boolean first = name.endsWith("-1.2.xlf");
            if (!first && isValid(file)) {
                valid++;
            }
            LocaleId target = LocaleId.fromBCP47(name.substring(0, name.lastIndexOf('-')));
            IFilter filter = first ? new XLIFFFilter() : new XLIFF2Filter();
            edit(filter, file, target, arguments[0] + File.separator + name);
        }
        System.out.println("valid " + valid);
        System.out.println("issues " + ISSUES);
    }

    static boolean isValid(File file) {
        try (XLIFFReader reader = new XLIFFReader(XLIFFReader.VALIDATION_MAXIMAL)) {
            reader.open(file);
            while (reader.hasNext()) {
                reader.next();
            }
            return true;
        } catch (Exception flaw) {
            System.out.println("flaw " + file + ": " + flaw.getMessage());
            return false;
        }
    }

    static void edit(IFilter filter, File file, LocaleId target, String path) throws Exception {
        LocaleId source = LocaleId.fromBCP47("en");
        filter.open(new RawDocument(file.toURI(), "UTF-8", source, target));
        IFilterWriter writer = filter.createFilterWriter();
        writer.setOptions(target, "UTF-8");
        writer.setOutput(path);
        QualityCheckSession session = new QualityCheckSession();
        session.startProcess(source, target);
        while (filter.hasNext()) {
            Event event = filter.next();
            if (event.isStartDocument()) {
                session.processStartDocument(event.getStartDocument(), null);
            }
            if (event.isTextUnit()) {
                ITextUnit unit = event.getTextUnit();
                session.processTextUnit(unit);
                if (unit.hasTarget(target)) {
                    unit.getTarget(target).getLastContent().append("!");
                }
            }
            writer.handleEvent(event);
        }
        writer.close();
        filter.close();
        for (Issue issue : session.getIssues()) {
            ISSUES.merge(issue.getIssueType().toString(), 1, Integer::sum);
        }
    }
}
