import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ConfirmBody, type ConfirmationView } from '@reprise/contracts';
import type { Request, Response } from 'express';
import { DescribeAccess } from '../describe-access.ts';
import { ConfirmPerson } from './confirm-person.ts';
import { confirmationExample, confirmBody } from './examples.ts';

@Controller('session')
export class ConfirmController {
  constructor(private readonly person: ConfirmPerson) {}

  @Post('confirm')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'Session_confirm',
    ...{ tag: 'Account', summary: 'Prove again who you are, for one signature' },
    ...{ body: confirmBody, answer: confirmationExample },
    problems: ['wrong_confirmation', 'sign_in_locked'],
  })
  confirm(
    @Body({ schema: ConfirmBody }) body: ConfirmBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<ConfirmationView> {
    return this.person.confirm(body, request, response);
  }
}
