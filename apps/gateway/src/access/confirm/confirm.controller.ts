import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ConfirmBody, type ConfirmationView } from '@reprise/contracts';
import type { Request, Response } from 'express';
import { DescribeAccess } from '../describe-access.ts';
import { ConfirmPerson } from './confirm-person.ts';

const example: ConfirmationView = {
  ...{ confirmation: 'k3JdQ0b6sN2vXh7cT1yLwM9e', method: 'password', expires_at: '2026-11-26T10:04:00.000Z' },
};

@Controller('session')
export class ConfirmController {
  constructor(private readonly person: ConfirmPerson) {}

  @Post('confirm')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'Session_confirm',
    ...{ tag: 'Account', summary: 'Prove again who you are, for one signature' },
    body: {
      schema: 'ConfirmBody',
      examples: { password: { password: 'correct horse battery staple' }, directory: {} },
    },
    answer: { schema: 'ConfirmationView', example },
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
