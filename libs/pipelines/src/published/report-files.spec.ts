import { reportsAmong, reportTitles } from './report-files.ts';

describe('the reports of a pipeline', () => {
  const declared = { Trimming: 'qc/*.fastp.html', FastQC: 'qc/*_fastqc.html' };
  const titleOf = reportTitles(declared);

  it('are the files that match the globs of the manifest', () => {
    expect(titleOf('qc/S1_1_fastqc.html')).toBe('FastQC');
    expect(titleOf('qc/S1.fastp.html')).toBe('Trimming');
    expect(titleOf('qc/S1.fastp.json')).toBeUndefined();
    expect(titleOf('other/S1.fastp.html')).toBeUndefined();
  });

  it.each(['multiqc_report.html', 'multiqc/star_salmon/multiqc_report.html', 'multiqc/run-7_multiqc_report.html'])(
    "include MultiQC's report without a declaration: %s",
    (path) => {
      expect(titleOf(path)).toBe('MultiQC');
      expect(reportTitles({})(path)).toBe('MultiQC');
    },
  );

  it.each(['multiqc_data/multiqc_report.json', 'multiqc/report.html', 'multiqc_report.html.bak'])(
    'include no other file of MultiQC: %s',
    (path) => {
      expect(titleOf(path)).toBeUndefined();
    },
  );

  it('name the report of MultiQC as the manifest does', () => {
    expect(reportTitles({ Overview: 'multiqc/multiqc_report.html' })('multiqc/multiqc_report.html')).toBe('Overview');
    expect(reportTitles({ MultiQC: 'all/*.html' })('all/index.html')).toBe('MultiQC');
  });

  it('come in the order of the manifest, then by path, and that of MultiQC comes last', () => {
    const paths = ['a.bam', 'multiqc_report.html', 'qc/S2_fastqc.html', 'qc/S1_fastqc.html', 'qc/S1.fastp.html'];
    const files = paths.map((path) => ({ path, report: titleOf(path) }));
    expect(reportsAmong(files, declared).map(({ path }) => path)).toEqual([
      'qc/S1.fastp.html',
      'qc/S1_fastqc.html',
      'qc/S2_fastqc.html',
      'multiqc_report.html',
    ]);
  });
});
