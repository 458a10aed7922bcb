import { TestBed } from '@angular/core/testing';
import type { Person } from '@reprise/contracts';
import { CurrentUser } from '../../core/session/current-user.ts';
import { People } from '../../shared/people/people.ts';
import { aJob } from '../../testing/views.ts';
import { ApprovalNote } from './approval-note.ts';

const person = (id: string, name: string, role: Person['role']): Person => ({
  user_id: id,
  name,
  role,
  email: null,
  initials: '',
  erased: false,
  disabled: false,
});
const ana = person('a', 'Ana Ruiz', 'admin');

/** The note for a rerun of a completed job. @param people null if not read yet */
async function note(people: readonly Person[] | null, isAdmin = true, actor = 'user:a'): Promise<string> {
  const session = { actor, approvals: ['rerun'] };
  TestBed.configureTestingModule({
    providers: [
      { provide: CurrentUser, useValue: { session: () => session, isAdmin: () => isAdmin } },
      { provide: People, useValue: { everybody: () => people, read: () => Promise.resolve() } },
    ],
  });
  const fixture = TestBed.createComponent(ApprovalNote);
  fixture.componentRef.setInput('action', 'rerun');
  fixture.componentRef.setInput('job', aJob({ status: 'completed' }));
  await fixture.whenStable();
  return (fixture.nativeElement as HTMLElement).textContent.trim();
}

describe('the note on a command that a second person approves', () => {
  it('names the possible approvers', async () => {
    expect(await note([ana, person('b', 'Bo Lind', 'operator')])).toBe(
      'A second person has to approve this. It takes effect once Bo Lind has approved it, under Approvals.',
    );
  });

  it('advises a single admin to invite a person instead of asking one', async () => {
    const nobody = 'No other user has an account with the role operator or a higher one:';
    const lead = 'A second person has to approve this.';
    expect(await note([ana])).toBe(`${lead} ${nobody} invite another user first, under Users.`);
    TestBed.resetTestingModule();
    expect(await note([ana], false)).toBe(`${lead} ${nobody} ask an admin to invite another user first.`);
  });

  it('advises a session without an account to sign in with one, since it cannot request approval', async () => {
    expect(await note([ana], true, 'admin')).toBe(
      'A second person has to approve this. To ask for that, sign in with an account of your own.',
    );
  });

  it('gives the same advice when no account exists, and no advice until that is known', async () => {
    expect(await note([])).toContain('No other user has an account');
    TestBed.resetTestingModule();
    expect(await note(null)).toBe(
      'A second person has to approve this. It takes effect once that is done, under Approvals.',
    );
  });
});
