import * as z from 'zod';
import { ListQuery, json, nothing, page, route, sharedProblems } from '@reprise/contracts/for-wings';
import { InviteBody, OneTimeLink, OpenInvite, UserChangeBody, UserView } from '../views/user.ts';
import { accessProblems } from '../problems.ts';
import { everyAccess, everyAccessBody } from './every-access.ts';
import { inviteBodies, inviteExamples } from '../examples/invites.ts';
import { userBodies, userExamples } from '../examples/users.ts';
import { CHANGING_USERS, USERS } from './rights.ts';

const { log_away, wrong_cursor } = sharedProblems;
const {
  directory_decides,
  email_taken,
  last_admin,
  person_name_taken,
  reset_in_directory,
  unknown_invite,
  unknown_user,
} = accessProblems;

export const userRoutes = {
  list: route({
    method: 'GET',
    path: '/api/users',
    id: 'Users_list',
    summary: 'All accounts, by name; erased ones are left out',
    tag: 'Users',
    right: USERS,
    query: ListQuery,
    answer: json('UserPage', page(UserView), userExamples.users, { description: 'Done' }),
    problems: { ...everyAccess, wrong_cursor },
  }),
  invites: route({
    method: 'GET',
    path: '/api/users/invites',
    id: 'Users_invites',
    summary: 'Invites that can be accepted, newest first',
    tag: 'Users',
    right: USERS,
    query: ListQuery,
    answer: json('OpenInvitePage', page(OpenInvite), inviteExamples.invites, { description: 'Done' }),
    problems: { ...everyAccess, wrong_cursor },
  }),
  invite: route({
    method: 'POST',
    path: '/api/users/invites',
    id: 'Users_invite',
    summary: 'Invite a user. The link works once and is shown only here',
    tag: 'Users',
    right: CHANGING_USERS,
    body: { name: 'InviteBody', schema: InviteBody, examples: inviteBodies.invite },
    answer: json('OneTimeLink', OneTimeLink, inviteExamples.link, { status: 201, description: 'Made' }),
    problems: { ...everyAccess, ...everyAccessBody, email_taken, person_name_taken, log_away },
  }),
  withdraw: route({
    method: 'DELETE',
    path: '/api/users/invites/{id}',
    id: 'Users_withdrawInvite',
    summary: 'Withdraw an invite: its link does not work any more',
    tag: 'Users',
    right: CHANGING_USERS,
    params: z.object({ id: z.string() }),
    answer: nothing('Done'),
    problems: { ...everyAccess, unknown_invite, log_away },
  }),
  change: route({
    method: 'PATCH',
    path: '/api/users/{id}',
    id: 'Users_change',
    summary: 'Change the role of an account, disable it or enable it again. It counts at once',
    tag: 'Users',
    right: CHANGING_USERS,
    params: z.object({ id: z.string() }),
    body: { name: 'UserChangeBody', schema: UserChangeBody, examples: userBodies.change },
    answer: json('User', UserView, userExamples.user, { description: 'Done' }),
    problems: { ...everyAccess, ...everyAccessBody, unknown_user, last_admin, directory_decides, log_away },
  }),
  reset: route({
    method: 'POST',
    path: '/api/users/{id}/reset',
    id: 'Users_reset',
    summary: 'Make a link with which a person sets a new password, once',
    tag: 'Users',
    right: CHANGING_USERS,
    params: z.object({ id: z.string() }),
    answer: json('OneTimeLink', OneTimeLink, inviteExamples.link, { status: 201, description: 'Made' }),
    problems: { ...everyAccess, unknown_user, reset_in_directory, log_away },
  }),
  erase: route({
    method: 'DELETE',
    path: '/api/users/{id}',
    id: 'Users_erase',
    summary: 'Erase name, e-mail and credentials of an account; its id stays in events',
    tag: 'Users',
    right: CHANGING_USERS,
    params: z.object({ id: z.string() }),
    answer: nothing('Done'),
    problems: { ...everyAccess, unknown_user, last_admin, log_away },
  }),
};
