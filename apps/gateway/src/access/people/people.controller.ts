import { Controller, Get, Query, Req } from '@nestjs/common';
import { namesOnly, type PeopleView } from '@reprise/contracts';
import type { Request } from 'express';
import { PeopleDirectory } from '../../shared/access/people-directory.ts';
import { OneQuery } from '../../shared/http/page-query.ts';
import { DescribeAccess } from '../describe-access.ts';
import { peopleExample } from './examples.ts';

@Controller('people')
export class PeopleController {
  constructor(private readonly people: PeopleDirectory) {}

  @Get()
  @DescribeAccess({
    operationId: 'People_list',
    ...{ tag: 'Users', summary: 'Names of the people, tokens and runners that events name by id' },
    answer: peopleExample,
  })
  async list(@Req() { principal }: Request, @Query({ schema: OneQuery }) _: unknown): Promise<PeopleView> {
    const view = await this.people.read();
    return principal?.role === 'viewer' ? namesOnly(view) : view;
  }
}
