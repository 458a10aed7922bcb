import fc from 'fast-check';
import type { DataOf, EventType, TypedHistoryEntry } from '@reprise/contracts';
import { seed } from '../../../testing/seed.ts';
import { anEntry } from '../../../testing/views.ts';
import type { TrailItem } from './trail-item.ts';
import { trailOf } from './trail.ts';

const TYPES = [
  ...['submitted', 'attempt_claimed', 'attempt_started', 'plan_observed', 'qc_measured', 'inputs_observed'],
  ...['task_submitted', 'task_started', 'task_completed', 'task_cached', 'task_failed', 'task_retried', 'task_aborted'],
  ...['cancel_requested', 'cancel_joined', 'cancel_unconfirmed', 'cancel_refused', 'pause_requested', 'paused'],
  ...['unpaused', 'attempt_succeeded', 'attempt_failed', 'attempt_cancelled', 'cleaned', 'rerun_requested'],
  ...['resume_requested', 'restart_requested', 'variant_classified', 'variant_signed', 'access_denied'],
] as EventType[];
const START = Date.parse('2026-11-24T14:00:00.000Z');
const NOTE = /although its clock said/;

/** Events of any type in any order. `step_ms`: the time of each event since the previous event in the log. */
const histories = (step_ms: fc.Arbitrary<number>) =>
  fc
    .array(
      fc.record({
        type: fc.constantFrom(...TYPES),
        attempt: fc.constantFrom(1, 2),
        process: fc.constantFrom('ALIGN', 'CALL'),
        hash: fc.constantFrom('a', 'b', 'c'),
        step_ms,
      }),
      { maxLength: 40 },
    )
    .map((events) => {
      let time = START;
      return events.map(({ type, attempt, process, hash, step_ms: step }): TypedHistoryEntry => {
        time += step;
        const task = type.startsWith('task_') ? { process, step: process, hash } : {};
        return anEntry(type, { at: new Date(time).toISOString(), attempt, data: task as Partial<DataOf<EventType>> });
      });
    });

const itemsOf = (history: TypedHistoryEntry[]): TrailItem[] => trailOf(history).flatMap(({ items }) => items);
const second = ({ moment }: TrailItem) => Math.floor(Date.parse(moment.at) / 1000);
const hasNote = ({ effects }: TrailItem) => effects.some(({ text }) => NOTE.test(text));
const check = (step_ms: fc.Arbitrary<number>, holds: (items: TrailItem[], history: TypedHistoryEntry[]) => void) =>
  fc.assert(
    fc.property(histories(step_ms), (history) => holds(itemsOf(history), history)),
    { numRuns: 300, seed },
  );

describe(`the audit trail of any history (seed ${String(seed)})`, () => {
  const forward = fc.integer({ min: 0, max: 5_000 });
  const anyway = fc.integer({ min: -5_000, max: 5_000 });

  it('has the order of the log, with each event once', () => {
    check(anyway, (items, history) => {
      const seqs = items.map(({ moment }) => moment.seq);
      expect(seqs).toEqual(seqs.toSorted((a, b) => b - a));
      const shownSeqs = items.flatMap(({ events }) => events.map(({ seq }) => seq));
      expect(shownSeqs.toSorted((a, b) => a - b)).toEqual(history.map(({ seq }) => seq));
      for (const { moment, events } of items) expect(events).toContain(moment);
    });
  });

  it('is sorted by the shown times, without a note, if clocks agree', () => {
    check(forward, (items) => {
      const times = items.map(({ moment }) => Date.parse(moment.at));
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      expect(items.some(hasNote)).toBe(false);
    });
  });

  it('has a note exactly at the entries whose time contradicts the log', () => {
    check(anyway, (items) => {
      for (const [i, item] of items.entries()) {
        const below = items[i + 1];
        expect(hasNote(item)).toBe(below !== undefined && second(item) < second(below));
      }
    });
  });
});
