import { readFileSync } from 'node:fs';
import { format } from 'oxfmt';
import { accessDocument } from '../../scripts/access-document.ts';
import { commandRights } from '../access/command-rights.ts';
import { denialOf, includesRole } from '../access/right.ts';
import { roles } from '../fields/role.ts';
import { routeRights } from './route-rights.ts';

describe('a role', () => {
  it('includes those before it', () => {
    expect(roles.filter((role) => includesRole(role, 'operator'))).toEqual(['operator', 'reviewer', 'admin']);
  });
});

describe('a denial', () => {
  it('states the required role, the current one, and the remedy', () => {
    expect(denialOf(commandRights.cancel, 'viewer')).toBe(
      'Cancelling a job needs the role operator; yours is viewer. Ask an admin to change it.',
    );
    expect(denialOf(commandRights.sign, 'operator')).toMatch(/^Signing a class needs the role reviewer/);
    expect(denialOf(commandRights.classify, 'operator')).toMatch(/^Classifying a variant needs the role reviewer/);
    expect(denialOf(commandRights.priority, 'viewer')).toMatch(/^Changing priority of a job needs the role operator/);
    expect(denialOf(commandRights.cancel, 'reviewer')).toBeNull();
  });

  it('advises to make another API token if only the token has the lower role', () => {
    const [cancel, token] = [commandRights.cancel, routeRights['POST /api/tokens']!];
    expect(denialOf(cancel, 'viewer', 'token', 'admin')).toBe(
      'Cancelling a job needs the role operator; that of this token is viewer. Make a token with more rights: your role allows it.',
    );
    expect(denialOf(cancel, 'operator', 'token', 'admin')).toBeNull();
    expect(denialOf(cancel, 'viewer', 'token', 'viewer')).toMatch(/yours is viewer\. Ask an admin/);
    expect(denialOf({ ...token, role: 'admin' }, 'viewer', 'token', 'admin')).toBe(
      'An API token cannot do this: sign in.',
    );
  });

  it('advises to sign in if no API token may do it, whatever its role', () => {
    const right = routeRights['POST /api/tokens']!;
    expect(denialOf(right, 'admin', 'token')).toBe('An API token cannot do this: sign in.');
    expect([denialOf(right, 'admin', 'person'), denialOf(right, 'admin', 'machine')]).toEqual([null, null]);
  });
});

describe('the table of roles', () => {
  it('contains the routes of all commands, with their role', () => {
    expect(routeRights['POST /api/jobs/{id}/cancel']).toBe(commandRights.cancel);
    expect(routeRights['POST /api/jobs']).toBe(commandRights.submit);
  });

  it('allows viewers to change nothing', () => {
    const changes = Object.entries(routeRights).filter(([route]) => !route.startsWith('GET '));
    const ofViewers = changes.filter(([, { role }]) => role === 'viewer' || role === null).map(([route]) => route);
    // Except for their own sessions, sign-in methods, tokens, notifications and views. Sharing a view needs operator.
    expect(
      ofViewers.filter(
        (route) => !/\/api\/(session|sign-in|auth|account|tokens|invites|resets|notifications\/own|views)/.test(route),
      ),
    ).toEqual([]);
  });

  it("allows no API token to change any person's means of sign-in", () => {
    const changes = Object.entries(routeRights).filter(([route]) => !route.startsWith('GET '));
    const guarded = changes.filter(([route]) =>
      / \/api\/(users|tokens|account|session\/(confirm|sign-out-everywhere))(\/|$)/.test(route),
    );
    expect(guarded.length).toBeGreaterThan(10);
    expect(guarded.filter(([, { notByToken }]) => !notByToken)).toEqual([]);
  });

  it('matches its documentation', async () => {
    const { file, text } = accessDocument();
    const { code: expected } = await format(file, text);
    if (readFileSync(file, 'utf8') !== expected)
      throw new Error(`${file} is old: node libs/contracts/scripts/publish-documents.ts, then npx oxfmt`);
  });
});
