import { dateTime } from '../../format.ts';
import { withLocalRemoval } from './removal-text.ts';

describe('a refusal because of a removed work dir', () => {
  const at = '2026-02-01T08:00:00.000Z';
  const refusal = (by: string) =>
    `Cannot resume: its work dir was removed on 2026-02-01 08:00:00 UTC by ${by}. Rerun it instead.`;
  const nameOf = (actor: string) => (actor === 'user:a' ? 'Ana Ruiz' : actor);

  it('names the time in local time, and the person by name', () => {
    const cleaned = { work_dir: { at, by: 'user:a' }, results: null };
    expect(withLocalRemoval(refusal('a person named in its history'), cleaned, nameOf)).toBe(
      `Cannot resume: its work dir was removed at ${dateTime(at, Date.now())} by Ana Ruiz. Rerun it instead.`,
    );
  });

  it('names an actor with a dot once', () => {
    const cleaned = { work_dir: { at, by: 'ci.lab' }, results: null };
    expect(withLocalRemoval(refusal('ci.lab'), cleaned, nameOf)).toMatch(/ by ci\.lab\. Rerun it instead\.$/);
  });

  it('stays as recorded if the removal is unknown', () => {
    const cleaned = { work_dir: null, results: null };
    expect(withLocalRemoval(refusal('retention'), cleaned, nameOf)).toBe(refusal('retention'));
  });
});
