import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { FirstAdminBody, type SignInResult } from '@reprise/contracts';
import type { Request, Response } from 'express';
import { ProblemException } from '../../shared/http/problem.ts';
import { DescribeAccess } from '../describe-access.ts';
import { Accounts } from '../users/accounts.ts';
import { signInBodies, signInExamples } from './examples.ts';
import { SignIns } from './sign-ins.ts';

@Controller('session')
export class FirstAdminController {
  constructor(
    private readonly accounts: Accounts,
    private readonly signIns: SignIns,
  ) {}

  @Post('first-admin')
  @HttpCode(201)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'FirstAdmin_create',
    ...{ tag: 'Sign-in', status: 201, summary: 'Make the first account, an admin, and sign in with it' },
    ...{ body: signInBodies.firstAdmin, answer: signInExamples.result },
    problems: ['not_local_administrator', 'admin_exists', 'guessable_password', 'log_away'],
  })
  async create(
    @Body({ schema: FirstAdminBody }) body: FirstAdminBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInResult> {
    const { principal } = request;
    if (principal?.kind !== 'machine')
      throw new ProblemException(
        403,
        'Only the local administrator makes the first account: open the link of the start.',
      );
    await this.accounts.createFirst(body, request);
    return this.signIns.password(body, request, response);
  }
}
