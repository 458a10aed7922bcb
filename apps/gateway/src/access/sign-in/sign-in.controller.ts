import { Body, Controller, Get, Header, HttpCode, Inject, Post, Query, Req, Res } from '@nestjs/common';
import {
  PasskeySignInBody,
  PasswordSignInBody,
  TotpSignInBody,
  type PasskeyOptions,
  type SignInOptions,
  type SignInResult,
} from '@reprise/contracts';
import type { Request, Response } from 'express';
import { MachineAccess } from '../../shared/auth/machine-access.ts';
import { OneQuery } from '../../shared/http/page-query.ts';
import { SETTINGS } from '../../shared/servers/tokens.ts';
import type { GatewaySettings } from '../../shared/settings.ts';
import { DescribeAccess } from '../describe-access.ts';
import { signInBodies, signInExamples } from './examples.ts';
import { SignIns } from './sign-ins.ts';

@Controller('sign-in')
export class SignInController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'access'>,
    private readonly signIns: SignIns,
    private readonly machine: MachineAccess,
  ) {}

  @Get()
  @DescribeAccess({
    operationId: 'SignIn_options',
    ...{ tag: 'Sign-in', forEverybody: true, summary: 'The ways to sign in' },
    answer: signInExamples.options,
  })
  options(@Query({ schema: OneQuery }) _: unknown): SignInOptions {
    const { hasAccounts } = this.machine;
    const { oidc } = this.settings.access;
    return {
      ...{ password: hasAccounts, passkey: hasAccounts, first_admin_needed: !hasAccounts },
      oidc: oidc ? { label: oidc.label } : null,
    };
  }

  @Post('password')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'SignIn_password',
    ...{ tag: 'Sign-in', forEverybody: true, summary: 'Sign in with e-mail and password' },
    ...{ body: signInBodies.password, answer: signInExamples.result },
    problems: ['wrong_password', 'account_disabled', 'sign_in_locked'],
  })
  password(
    @Body({ schema: PasswordSignInBody }) body: PasswordSignInBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInResult> {
    return this.signIns.password(body, request, response);
  }

  @Post('totp')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'SignIn_totp',
    ...{ tag: 'Sign-in', forEverybody: true, summary: 'Second step of a sign-in: a code of the app, or a backup code' },
    ...{ body: signInBodies.totp, answer: signInExamples.result },
    problems: ['wrong_code', 'used_code', 'account_disabled', 'too_many_codes'],
  })
  totp(
    @Body({ schema: TotpSignInBody }) body: TotpSignInBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInResult> {
    return this.signIns.totp(body, request, response);
  }

  @Post('passkey/options')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'SignIn_passkeyOptions',
    ...{ tag: 'Sign-in', forEverybody: true, summary: 'Challenge for a passkey, as WebAuthn options in JSON' },
    answer: signInExamples.passkeyOptions,
  })
  passkeyOptions(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<PasskeyOptions> {
    return this.signIns.passkeyOptions(request, response);
  }

  @Post('passkey')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @DescribeAccess({
    operationId: 'SignIn_passkey',
    ...{ tag: 'Sign-in', forEverybody: true, summary: 'Sign in with a passkey' },
    ...{ body: signInBodies.passkey, answer: signInExamples.result },
    problems: ['wrong_passkey', 'account_disabled'],
  })
  passkey(
    @Body({ schema: PasskeySignInBody }) body: PasskeySignInBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInResult> {
    return this.signIns.passkey(body, request, response);
  }
}
