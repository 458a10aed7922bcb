const RECORD = /^(?=\w{3}-\d\d \d\d:\d\d:\d\d\.\d+ \[)/m;
const ERROR_HEAD = /^.*?\] ERROR \S+ - /;
/** `java.nio.file.AccessDeniedException: /data/panel.json`, below a record whose message is only the path. */
const FILE_EXCEPTION = /^(?:Caused by: )?(java\.(?:nio\.file|io)\.\w+: .*)$/gm;

const errorRecords = (log: string): string[] => log.split(RECORD).filter((record) => ERROR_HEAD.test(record));

/** Returns the errors in `.nextflow.log`, in the format of the output. */
export const errorsIn = (log: string): string =>
  errorRecords(log)
    .map((record) => record.replace(ERROR_HEAD, 'ERROR ~ '))
    .join('');

/** Returns the file exception behind the last error in `.nextflow.log`; null if there is none. */
export const fileException = (log: string): string | null =>
  [...(errorRecords(log).at(-1) ?? '').matchAll(FILE_EXCEPTION)].at(-1)?.[1] ?? null;
