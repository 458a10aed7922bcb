const SAYS = '(?:No space left on device|Disk quota exceeded)';
/** As programs say it, after the name of a file or the number of the error; not in quotes, as one that looks for it. */
const PRINTED = new RegExp(String.raw`(?:^|[:\])(] ?)${SAYS}`);
/** In the log only exceptions of Java's files count: it has the scripts of tasks too. */
const EXCEPTION = new RegExp(String.raw`^(?:Caused by: )?java\.(?:io|nio\.file)\.\w+: (?:.*: )?${SAYS}`, 'm');
/** Nextflow's own words quote the script where it does not compile. */
const OWN = new RegExp(String.raw`^(?:\S+: )*${SAYS}$`);

/** Whether a program reports a full disk, by what it printed. */
export const printsFullDisk = (lines: readonly string[]): boolean => lines.some((line) => PRINTED.test(line));

/** Whether Nextflow itself found a disk full, by what it said and by its log. */
export const saysFullDisk = (said: readonly string[], log: string): boolean =>
  said.some((line) => OWN.test(line)) || EXCEPTION.test(log);
