import { plural } from '../../../shared/format.ts';
import { type ListState, TILES } from '../list-state.ts';

/** What was looked for where nothing was found: "No failed job of wes by ada has “PAT” in it." */
export function noMatchWords({ tile, q, pipeline, createdBy }: ListState): string {
  const status = tile === 'all' ? '' : ` ${TILES.find(({ key }) => key === tile)!.word.toLowerCase()}`;
  const of = pipeline ? ` of ${pipeline}` : '';
  const by = createdBy ? ` by ${createdBy}` : '';
  const what = `${status} job${of}${by}`;
  return q ? `No${what} has “${q}” in it.` : `There is no${what}.`;
}

/** How many jobs each part of the filters leaves out; `others`: jobs of another status that match the rest. */
export function outsideWords(others: number, all: number): string {
  if (others)
    return `${plural(others, 'job')} of another status ${others === 1 ? 'matches' : 'match'} the other filters.`;
  return all ? `${plural(all, 'job')} ${all === 1 ? 'lies' : 'lie'} outside of the filters.` : '';
}
