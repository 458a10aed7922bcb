import { plural } from '../../../shared/format.ts';
import { type ListState, TILES } from '../list-state.ts';
import { hasMore } from '../more-filters.ts';

/**
 * Returns the message for an empty result: "No failed job of wes by Ada has “PAT” in it."
 * @param nameOf returns the name of an actor
 */
export function noJobText(
  { tile, q, pipeline, createdBy, qc, labels, sheet, more }: ListState,
  nameOf = (actor: string) => actor,
): string {
  const status = tile === 'all' ? '' : ` ${TILES.find(({ key }) => key === tile)!.word.toLowerCase()}`;
  const of = pipeline ? ` of ${pipeline}` : '';
  const by = createdBy ? ` by ${nameOf(createdBy)}` : '';
  const from = sheet ? ' from this samplesheet' : '';
  const labelled = labels.length > 0 ? ` with the label${labels.length > 1 ? 's' : ''} ${labels.join(' and ')}` : '';
  const quality = qc ? ` with the quality verdict ${qc}` : '';
  const others = hasMore(more) ? ' with the other filters' : '';
  const what = `${status} job${of}${by}${from}${quality}${labelled}${others}`;
  return q ? `No${what} has “${q}” in it.` : `There is no${what}.`;
}

/** Number of jobs that the filters hide. `others`: jobs with a different status that match the other filters. */
export function hiddenJobsText(others: number, all: number): string {
  if (others)
    return `${plural(others, 'job')} of another status ${others === 1 ? 'matches' : 'match'} the other filters.`;
  return all ? `${plural(all, 'job')} ${all === 1 ? 'is' : 'are'} outside of the filters.` : '';
}
