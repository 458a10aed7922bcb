import type { FileView } from '@reprise/contracts';

/** Reports with the same title, such as those of each FASTQ file. */
export interface ReportGroup {
  readonly title: string;
  /** Not empty. */
  readonly files: readonly FileView[];
}

/** Groups reports by their titles, in the order of the first file of each title. */
export function reportGroups(files: readonly FileView[]): ReportGroup[] {
  const titles = new Set(files.map(({ report = '' }) => report));
  return [...titles].map((title) => ({ title, files: files.filter(({ report }) => report === title) }));
}
