import { inject } from '@angular/core';
import type { CanMatchFn } from '@angular/router';
import type { CommandName } from '@reprise/contracts';
import { CurrentUser } from './current-user.ts';

/** A command, or a route with its name in the API's documentation: `GET /api/webhooks`. */
export type Permission = CommandName | `${string} ${string}`;

/** Whether the user may open a page, according to the right that it requires. */
export const may =
  (permission: Permission): CanMatchFn =>
  async () => {
    const user = inject(CurrentUser);
    await user.asked;
    return whyNot(user, permission) === null;
  };

/** Reason why a user may not do something; null if they may. */
export const whyNot = (user: CurrentUser, permission: Permission): string | null =>
  isRoute(permission) ? user.whyNotRoute(permission) : user.whyNot(permission);

const isRoute = (permission: Permission): permission is `${string} ${string}` => permission.includes(' ');
