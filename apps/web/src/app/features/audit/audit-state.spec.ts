import { commandTypes, kindOf, personTypes } from '@reprise/contracts';
import { ENTRIES, fromParams, isFiltered, jobIdIn, spanBetween, spanText, toParams, toQuery } from './audit-state.ts';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');
const JOB = '019a3f2c-71e0-7c44-9d1a-5b06aa000001';

describe('the state of the audit page in the address', () => {
  it('is all commands and changes of inputs by default, by any person at any time', () => {
    const state = fromParams({});
    expect(isFiltered(state)).toBe(false);
    expect(toQuery(state, NOW)).toEqual({ events: 'commands' });
    expect(Object.values(toParams(state)).every((value) => value === null)).toBe(true);
  });

  it('reads as it was written', () => {
    const address = {
      person: 'j.okafor',
      command: 'cancel,rerun',
      outcome: 'refused',
      job: 'PAT-04',
      pipeline: 'wes',
      from: '2026-11-20T00:00:00.000Z',
      q: 'wrong sample',
      entries: 'story',
    };
    const state = fromParams(address);
    expect(toParams(state)).toEqual({ ...address, request: null, time: null, to: null });
    expect(isFiltered(state)).toBe(true);
    expect(toQuery(state, NOW)).toEqual({
      actor: 'j.okafor',
      command: 'cancel,rerun',
      outcome: 'refused',
      sample: 'PAT-04',
      pipeline: 'wes',
      from: '2026-11-20T00:00:00.000Z',
      q: 'wrong sample',
      events: 'story',
    });
  });

  it('ignores invalid filters', () => {
    const state = fromParams({ command: 'explode', outcome: ',', time: '3 weeks', from: 'soon', entries: 'none' });
    expect(isFiltered(state)).toBe(false);
  });

  it('resolves a relative time when it is used, and describes spans in text', () => {
    const week = fromParams({ time: '7d' });
    expect(toQuery(week, NOW)['from']).toBe('2026-11-17T12:00:00.000Z');
    expect(spanText(week.span)).toBe('last 7 days');
    const [from, to] = ['2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'];
    expect(spanText({ from, to: '' })).toBe('since 2026-11-20 00:00:00 UTC');
    expect(spanText({ from: '', to })).toBe('until 2026-11-21 00:00:00 UTC');
    expect(spanText({ from, to })).toBe('2026-11-20 00:00:00 UTC to 2026-11-21 00:00:00 UTC');
  });

  it('takes a complete id as a job, and anything else as a part of a sample', () => {
    expect(jobIdIn(fromParams({ job: JOB.toUpperCase() }))).toBe(JOB);
    expect(toQuery(fromParams({ job: JOB }), NOW)).toEqual({ events: 'commands', job_id: JOB });
    expect(jobIdIn(fromParams({ job: '019a3f2c' }))).toBeNull();
  });

  it('names the kinds of entries of each choice', () => {
    const word = Object.fromEntries(ENTRIES.map(({ key, word }) => [key, word]));
    expect(personTypes.every((type) => commandTypes.includes(type) || kindOf(type) === 'input')).toBe(true);
    expect(word['commands']).toBe(`commands, ${word['input']!}`);
    // The server omits only tasks, so sign-ins and reports of runners are included.
    expect(word['story']).toBe('all but tasks');
  });

  it('filters commands by their outcome', () => {
    expect(toQuery(fromParams({ outcome: 'cancelled' }), NOW)).toEqual({ events: 'commands', outcome: 'cancelled' });
  });

  it('includes the whole last second of a time span', () => {
    expect(spanBetween('2026-11-24T12:00:07', '2026-11-24T12:00:07')).toEqual({
      from: '2026-11-24T12:00:07.000Z',
      to: '2026-11-24T12:00:07.999Z',
    });
    expect(spanBetween('', '2026-11-24T12:00')).toEqual({ from: '', to: '2026-11-24T12:00:00.999Z' });
    expect(spanBetween('', '')).toEqual({ last: '' });
  });
});
