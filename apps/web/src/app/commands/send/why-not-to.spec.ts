import type { SessionView } from '@reprise/contracts';
import type { CurrentUser } from '../../core/session/current-user.ts';
import { aSession } from '../../testing/views.ts';
import { whyNotTo } from './why-not-to.ts';

const userWith = (session: Partial<SessionView> | null, denied: string | null = null) =>
  ({ session: () => session && { ...aSession(), ...session }, whyNot: () => denied }) as unknown as CurrentUser;

describe('the right of a person to send a command to a job', () => {
  const of = (created_by: string) => ({ created_by });
  const bo = { actor: 'user:bo/token:t', role: 'operator', cancel_of_others: 'owner' } as const;

  it('follows from their role', () => {
    expect(whyNotTo(userWith({}, 'Needs the role operator.'), 'rerun', of('user:bo'))).toBe('Needs the role operator.');
    expect(whyNotTo(userWith({}), 'rerun', of('user:bo'))).toBeNull();
  });

  it("is denied for a cancel of another person's job if the setting requires it", () => {
    expect(whyNotTo(userWith(bo), 'cancel', of('user:ana'))).toMatch(/^Only the person who submitted this job/);
    expect(whyNotTo(userWith({ ...bo, cancel_of_others: 'anyone' }), 'cancel', of('user:ana'))).toBeNull();
    expect(whyNotTo(userWith(bo), 'pause', of('user:ana'))).toBeNull();
  });

  it('is granted to the owner with any token, and to an admin', () => {
    expect(whyNotTo(userWith(bo), 'cancel', of('user:bo'))).toBeNull();
    expect(whyNotTo(userWith({ ...bo, role: 'admin' }), 'cancel', of('user:ana'))).toBeNull();
  });

  it('is not denied before the session is read', () => {
    expect(whyNotTo(userWith(null), 'cancel', of('user:ana'))).toBeNull();
  });
});
