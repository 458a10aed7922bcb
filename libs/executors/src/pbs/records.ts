/** Job or server in the output of `qstat -f`: a name, and one attribute per line. */
export interface PbsRecord {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const HEAD = /^(?:Job Id|Server): (\S+)$/;
const ATTRIBUTE = /^ {4}(\w+(?:\.\S+)?) = (.*)$/;

/**
 * Parses the output of `qstat -f`. Long values continue in lines that begin with a tab; no characters are added or
 * lost. Source: prt_attr in qstat.c of OpenPBS 23 and of Torque 6.1, whose output is identical.
 * @throws Error if the text is not such output
 */
export function readRecords(printed: string): PbsRecord[] {
  const records: { name: string; attributes: Map<string, string> }[] = [];
  let key = '';
  for (const line of printed.split('\n')) {
    const head = HEAD.exec(line);
    const record = records.at(-1);
    if (head) {
      records.push({ name: head[1] ?? '', attributes: new Map() });
      key = '';
      continue;
    }
    if (!record) {
      if (line.trim()) throw new Error(`qstat printed unexpected output: ${line.trim()}`);
      continue;
    }
    const [, name, value = ''] = ATTRIBUTE.exec(line) ?? [];
    key = name ?? key;
    // Environment values may contain line ends themselves, but no tab follows those.
    const before = name === undefined ? (record.attributes.get(key) ?? '') : '';
    record.attributes.set(key, `${before}${name === undefined ? line.replace(/^\t/, '') : value}`);
  }
  return records;
}
