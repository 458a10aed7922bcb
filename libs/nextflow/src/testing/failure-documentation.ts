import { GROUPS, recordedFailures, type RecordedFailure } from './recorded-failure.ts';

const [BEGIN, END] = ['<!-- begin: failures -->\n', '\n<!-- end: failures -->'];

/**
 * Inserts the table of recorded failures between its markers in a Markdown page.
 * @throws Error if the page lacks a marker
 */
export function withFailureTables(page: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`The page has no place for the failures: "${BEGIN.trim()}"`);
  return `${page.slice(0, from + BEGIN.length)}\n${tables()}\n${page.slice(to)}`;
}

function tables(): string {
  const all = withoutRepeats(recordedFailures()).sort((a, b) => (a.happens < b.happens ? -1 : 1));
  return GROUPS.map((group) =>
    [
      `### ${group}\n`,
      row('what happens', 'what you read'),
      row('---', '---'),
      ...all.filter((each) => each.group === group).map(({ happens, message }) => row(happens, inCell(message))),
    ].join('\n'),
  ).join('\n\n');
}

const OF_VERSION = /^(.+) \(Nextflow (\d[\d.]*)\)$/;

/** Merges rows with the same message for several versions of Nextflow. */
function withoutRepeats(all: readonly RecordedFailure[]): Pick<RecordedFailure, 'group' | 'happens' | 'message'>[] {
  const rows = new Map<string, { failure: RecordedFailure; happens: string; versions: string[] }>();
  for (const failure of all) {
    const [, happens = failure.happens, version] = OF_VERSION.exec(failure.happens) ?? [];
    const key = JSON.stringify([failure.group, happens, failure.message, version === undefined]);
    const same = rows.get(key) ?? { failure, happens, versions: [] };
    rows.set(key, same);
    if (version !== undefined) same.versions.push(version);
  }
  return [...rows.values()].map(({ failure: { group, message }, happens, versions }) => {
    const named = [versions.slice(0, -1).join(', '), versions.at(-1)].filter(Boolean).join(' and ');
    return { group, message, happens: named === '' ? happens : `${happens} (Nextflow ${named})` };
  });
}

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;

/** Formats multi-line text as one table cell. */
const inCell = (text: string): string =>
  text.replaceAll('<', '&lt;').replaceAll('|', '\\|').replaceAll('*', '\\*').split(/\n\s*/).join('<br>');
