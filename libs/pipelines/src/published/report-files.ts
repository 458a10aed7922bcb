import picomatch from 'picomatch';

/** Title -> glob below the output folder, as in the manifest of a pipeline. */
type DeclaredReports = Readonly<Record<string, string>>;

/** MultiQC's own name of its report. A report with a title is named `run7_multiqc_report.html`. */
const MULTIQC: DeclaredReports = { MultiQC: '**/{multiqc_report,*_multiqc_report}.html' };

/** Returns the title of a file of the output folder that is a report; undefined for other files. */
export type ReportTitle = (path: string) => string | undefined;

/** Compiles the reports of a manifest. MultiQC's report is one even if the manifest does not declare it. */
export function reportTitles(declared: DeclaredReports): ReportTitle {
  const known = Object.entries({ ...declared, ...(!declared['MultiQC'] && MULTIQC) }).map(
    ([title, glob]) => [title, picomatch(glob, { dot: true })] as const,
  );
  return (path) => known.find(([, matches]) => matches(path))?.[0];
}

/** Returns the reports among files, in the order of the manifest, then by path. MultiQC's report is the last one. */
export function reportsAmong<T extends { readonly path: string; readonly report?: string | undefined }>(
  files: readonly T[],
  declared: DeclaredReports,
): T[] {
  const titles = [...Object.keys(declared), ...Object.keys(MULTIQC)];
  const placeOf = ({ report = '' }: T) => titles.indexOf(report);
  return files
    .filter(({ report }) => report !== undefined)
    .toSorted((a, b) => placeOf(a) - placeOf(b) || (a.path < b.path ? -1 : 1));
}
