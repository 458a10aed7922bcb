import { Controller, Get, Query } from '@nestjs/common';
import { Role, type PeopleView, type Person } from '@reprise/contracts';
import { OneQuery } from '../../shared/http/page-query.ts';
import { AuthHost } from '../auth/auth-host.ts';
import { DescribeAccess } from '../describe-access.ts';
import { initialsOf } from './initials.ts';

const person: Person = {
  ...{ user_id: '7c8e2c0a-54e5-4f0f-8a39-3b1d6f0f2c11', name: 'Ana Ruiz', email: 'ana@lab.example' },
  ...{ initials: 'AR', role: 'admin', erased: false },
};
const example: PeopleView = {
  people: [person],
  tokens: [
    { token_id: '3b0a6e8e-2f53-4a0e-9a35-1c7a52b8d0f4', user_id: person.user_id, name: 'nightly', role: 'operator' },
  ],
};

@Controller('people')
export class PeopleController {
  constructor(private readonly host: AuthHost) {}

  @Get()
  @DescribeAccess({
    operationId: 'People_list',
    ...{ tag: 'Users', summary: 'Names of the people and tokens that events name by id' },
    answer: { schema: 'People', example },
  })
  async list(@Query({ schema: OneQuery }) _: unknown): Promise<PeopleView> {
    const { query } = this.host.database;
    const users = await query
      .selectFrom('user')
      .select(['id', 'name', 'email', 'role', 'erasedAt'])
      .orderBy('createdAt')
      .execute();
    const tokens = await query
      .selectFrom('token')
      .select(['token_id', 'user_id', 'name', 'role'])
      .orderBy('created_at')
      .execute();
    const people = users.map(({ id, name, email, role, erasedAt }): Person => {
      const erased = erasedAt !== null;
      const initials = erased ? '' : initialsOf(name);
      return { user_id: id, name, email: erased ? null : email, initials, role: Role.parse(role), erased };
    });
    return { people, tokens };
  }
}
