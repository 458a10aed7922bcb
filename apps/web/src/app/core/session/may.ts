import { inject } from '@angular/core';
import type { CanMatchFn } from '@angular/router';
import type { CommandName } from '@reprise/contracts';
import { CurrentUser } from './current-user.ts';

/** A command, or a route as in the API's documentation: `GET /api/webhooks`. */
export type Deed = CommandName | `${string} ${string}`;

/** Whether the person may use a page, by what it needs. */
export const may =
  (deed: Deed): CanMatchFn =>
  async () => {
    const user = inject(CurrentUser);
    await user.asked;
    return whyNot(user, deed) === null;
  };

/** Reason why a person may not do something; null if they may. */
export const whyNot = (user: CurrentUser, deed: Deed): string | null =>
  isRoute(deed) ? user.whyNotRoute(deed) : user.whyNot(deed);

const isRoute = (deed: Deed): deed is `${string} ${string}` => deed.includes(' ');
