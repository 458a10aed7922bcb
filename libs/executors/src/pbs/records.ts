/** Job, or server, as `qstat -f` prints it: a name, and an attribute a line. */
export interface PbsRecord {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

const HEAD = /^(?:Job Id|Server): (\S+)$/;
const ATTRIBUTE = /^ {4}(\w+(?:\.\S+)?) = (.*)$/;

/**
 * Reads what `qstat -f` prints. A long value goes on in lines that begin with a tab, without a character lost or added.
 * Source: prt_attr in qstat.c of OpenPBS 23 and of Torque 6.1, which differ in no byte of it.
 * @throws Error what it printed is no such text
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
      if (line.trim()) throw new Error(`qstat printed what is not understood: ${line.trim()}`);
      continue;
    }
    const [, name, value = ''] = ATTRIBUTE.exec(line) ?? [];
    key = name ?? key;
    // A value of the environment may have line ends itself, after which no tab comes.
    const before = name === undefined ? (record.attributes.get(key) ?? '') : '';
    record.attributes.set(key, `${before}${name === undefined ? line.replace(/^\t/, '') : value}`);
  }
  return records;
}
