import { JOB_ID } from '../../testing/views.ts';
import { fromParams } from './audit-state.ts';
import { noEntryText } from './no-entry-text.ts';

describe('the text for an audit without matches', () => {
  const words = (params: Parameters<typeof fromParams>[0]) => noEntryText(fromParams({ entries: 'all', ...params }));

  it('states what was searched', () => {
    expect(words({ q: 'tube' })).toBe('No entry has “tube” in its reason.');
    expect(words({ person: 'ada', command: 'cancel,rerun', pipeline: 'wes', job: 'PAT', outcome: 'refused' })).toBe(
      'There is no cancel or rerun by ada on a job of wes with “PAT” in its name with the outcome refused.',
    );
    expect(words({ job: JOB_ID })).toBe('There is no entry on job 019a3f2c-71e0.');
  });

  it('states which kinds of entries were searched, unless all were', () => {
    expect(words({ entries: 'access', command: 'rerun' })).toBe(
      'Among sign-ins, accounts and approvals, there is no rerun.',
    );
    expect(words({ entries: 'commands', q: 'tube' })).toBe(
      'Among commands, uploads and inputs, no entry has “tube” in its reason.',
    );
  });

  it('states the time span', () => {
    const [from, to] = ['2026-11-24T12:00:00.000Z', '2026-11-24T13:00:00.000Z'];
    expect(words({ time: '1h' })).toBe('There is no entry in the last hour.');
    expect(words({ from })).toBe('There is no entry since 2026-11-24 12:00:00 UTC.');
    expect(words({ from, to })).toBe('There is no entry from 2026-11-24 12:00:00 UTC to 2026-11-24 13:00:00 UTC.');
  });
});
