import { Controller, Header, Req, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { type ConfirmationView, confirmRoutes } from '../../contract/index.ts';
import type { Request, Response } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { ConfirmPerson } from './confirm-person.ts';

@Controller()
export class ConfirmController {
  constructor(private readonly person: ConfirmPerson) {}

  @Serve(confirmRoutes.confirm)
  @Header('cache-control', 'no-store')
  confirm(
    { body }: Parsed<typeof confirmRoutes.confirm>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConfirmationView> {
    return this.person.confirm(body, request, response);
  }
}
