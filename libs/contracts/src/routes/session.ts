import { commandRights } from '../access/command-rights.ts';
import { denialOf, OWN_SESSION } from '../access/right.ts';
import { json, nothing } from '../http/answers.ts';
import { OneQuery } from '../http/page-query.ts';
import { everyQuery, everyRead, sharedProblems } from '../http/problem-examples.ts';
import { route } from '../http/route.ts';
import { SessionView } from '../views/audit.ts';

const { other_site } = sharedProblems;

const example: SessionView = {
  actor: 'user:019b2f6e-5c3a-7d41-9e0b-3f6a1c2d4e5f',
  name: 'Ana Ruiz',
  role: 'operator',
  kind: 'person',
  reason_required: ['cancel', 'rerun'],
  signatures_required: 1,
  version: '0.1.0',
  denied_commands: { classify: denialOf(commandRights.classify, 'operator')! },
  denied_routes: { 'GET /api/webhooks': denialOf({ role: 'admin', does: 'Managing webhooks' }, 'operator')! },
  cancel_of_others: 'anyone',
  approvals: ['rerun'],
};

export const sessionRoutes = {
  show: route({
    method: 'GET',
    path: '/api/session',
    id: 'ShowSession_show',
    summary: 'Who is asking, which commands need a reason, and the version of Reprise',
    tag: 'Queries',
    right: OWN_SESSION,
    answer: json('Session', SessionView, example),
    problems: everyRead,
  }),
  signOut: route({
    method: 'POST',
    path: '/api/session/sign-out',
    id: 'SignOut_start',
    summary: "End the browser's session; its cookie is not accepted any more. A token stays valid",
    tag: 'Queries',
    right: OWN_SESSION,
    query: OneQuery,
    answer: nothing('Signed out'),
    problems: { ...everyQuery, other_site },
  }),
};
