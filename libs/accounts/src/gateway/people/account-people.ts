import { Injectable } from '@nestjs/common';
import { initialsOf, Role, type PeopleView, type Person } from '@reprise/contracts';
import type { PeopleDirectory } from '@reprise/gateway/shared/access/people-directory.ts';
import { Runners } from '@reprise/gateway/shared/runners/runners.ts';
import { AuthHost } from '../better-auth/auth-host.ts';

/** People and tokens, read from the accounts. */
@Injectable()
export class AccountPeople implements PeopleDirectory {
  constructor(
    private readonly host: AuthHost,
    private readonly runners: Runners,
  ) {}

  async read(): Promise<PeopleView> {
    const { query } = this.host.database;
    const users = await query
      .selectFrom('user')
      .select(['id', 'name', 'email', 'role', 'erasedAt', 'banned'])
      .orderBy('createdAt')
      .execute();
    const tokens = await query
      .selectFrom('token')
      .select(['token_id', 'user_id', 'name', 'role'])
      .orderBy('created_at')
      .execute();
    const people = users.map(({ id, name, email, role, erasedAt, banned }): Person => {
      const erased = erasedAt !== null;
      const initials = erased ? '' : initialsOf(name);
      return {
        user_id: id,
        name,
        email: erased ? null : email,
        initials,
        role: Role.parse(role),
        erased,
        disabled: banned === true,
      };
    });
    return { people, tokens, runners: this.runners.named() };
  }

  async named(text: string): Promise<string[]> {
    const users = await this.host.database.query.selectFrom('user').select(['id', 'name']).execute();
    return users.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase())).map(({ id }) => id);
  }
}
