import { SharedLab } from './shared-lab.ts';
import { approvals } from './walks/approvals.ts';
import { commandSignIn } from './walks/command-sign-in.ts';
import { directory } from './walks/directory.ts';
import { firstAdmin } from './walks/first-admin.ts';
import { invite } from './walks/invite.ts';
import { roles } from './walks/roles.ts';
import { sessions } from './walks/sessions.ts';

/** Starting a separate Reprise instance for each would take longer than the tests. */
describe('a Reprise with a directory', () => {
  const shared = new SharedLab();
  beforeAll(() => shared.start());
  afterAll(() => shared.stop());

  describe('the first account', () => firstAdmin(shared));
  describe('a command that a second person approves', () => approvals(shared));
  describe('two people with different roles, side by side', () => roles(shared));
  describe('an invited person', () => invite(shared));
  describe('a person of the directory', () => directory(shared));
  describe('the end of a session', () => sessions(shared));
  describe('the reprise command with a browser sign-in', () => commandSignIn(shared));
});
