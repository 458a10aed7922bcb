import { aboutLostChanges, type AccountChange } from './account-changes.ts';

const change = (seq: number, type: string): AccountChange => ({
  seq,
  time: '2026-12-01T16:30:00.000Z',
  type,
  actor: 'user:ada',
});

describe('account changes after the tables of a backup', () => {
  it('are listed with the advice to repeat them', () => {
    expect(aboutLostChanges([change(7, 'token_created')])).toEqual([
      'Changes of accounts after the backup of the tables: 1. They are in the log, but gone from the accounts:',
      '  2026-12-01T16:30:00.000Z token_created by user:ada (event 7)',
      'Repeat them where they are still needed.',
    ]);
    expect(aboutLostChanges([])).toEqual([]);
  });

  it('warn of access that the restore brings back', () => {
    expect(aboutLostChanges([change(7, 'token_revoked')]).at(-1)).toContain('tokens that were revoked');
  });

  it('are counted if they are too many to list', () => {
    const lines = aboutLostChanges(Array.from({ length: 60 }, (_, i) => change(i, 'user_created')));
    expect(lines).toHaveLength(53);
    expect(lines.at(-2)).toBe('  and 10 more: see the page Audit');
  });
});
