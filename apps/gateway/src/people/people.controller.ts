import { Controller, Req } from '@nestjs/common';
import { namesOnly, type PeopleView } from '@reprise/contracts';
import { peopleRoutes } from '@reprise/contracts/routes';
import type { Request } from 'express';
import { Serve } from '../shared/http/serve.ts';
import { PeopleDirectory } from '../shared/access/people-directory.ts';

@Controller()
export class PeopleController {
  constructor(private readonly people: PeopleDirectory) {}

  @Serve(peopleRoutes.list)
  async list(_input: unknown, @Req() { principal }: Request): Promise<PeopleView> {
    const view = await this.people.read();
    return principal?.role === 'viewer' ? namesOnly(view) : view;
  }
}
