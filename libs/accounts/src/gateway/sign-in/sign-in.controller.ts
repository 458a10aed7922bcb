import { Controller, Header, Inject, Req, Res } from '@nestjs/common';
import type { Parsed } from '@reprise/contracts/http';
import { type PasskeyOptions, type SignInOptions, type SignInResult, signInRoutes } from '../../contract/index.ts';
import type { Request, Response } from 'express';
import { Serve } from '@reprise/gateway/shared/http/serve.ts';
import { MachineAccess } from '@reprise/gateway/shared/auth/machine-access.ts';
import { SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { SignIns } from './sign-ins.ts';

@Controller()
export class SignInController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'access'>,
    private readonly signIns: SignIns,
    private readonly machine: MachineAccess,
  ) {}

  @Serve(signInRoutes.options)
  options(): SignInOptions {
    const { hasAccounts } = this.machine;
    const { oidc } = this.settings.access;
    return {
      password: hasAccounts,
      passkey: hasAccounts,
      first_admin_needed: !hasAccounts,
      oidc: oidc ? { label: oidc.label } : null,
    };
  }

  @Serve(signInRoutes.password)
  @Header('cache-control', 'no-store')
  password(
    { body }: Parsed<typeof signInRoutes.password>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInResult> {
    return this.signIns.password(body, request, response);
  }

  @Serve(signInRoutes.totp)
  @Header('cache-control', 'no-store')
  totp(
    { body }: Parsed<typeof signInRoutes.totp>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInResult> {
    return this.signIns.totp(body, request, response);
  }

  @Serve(signInRoutes.passkeyOptions)
  @Header('cache-control', 'no-store')
  passkeyOptions(
    _input: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PasskeyOptions> {
    return this.signIns.passkeyOptions(request, response);
  }

  @Serve(signInRoutes.passkey)
  @Header('cache-control', 'no-store')
  passkey(
    { body }: Parsed<typeof signInRoutes.passkey>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInResult> {
    return this.signIns.passkey(body, request, response);
  }
}
