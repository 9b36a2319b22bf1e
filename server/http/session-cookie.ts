import { parseCookie, stringifySetCookie } from 'cookie';

/**
 * Under TLS the cookie is `__Host-`, Secure, HttpOnly and SameSite=Lax. On loopback over plain HTTP it has neither prefix
 * nor Secure, and its name carries the port, for cookies do not keep ports apart.
 */
export function sessionCookie(secure: boolean, port: number) {
  const name = secure ? '__Host-tenor' : `tenor-${port}`;
  const attributes = { name, path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  return {
    read: (header: string | undefined): string | undefined =>
      header === undefined ? undefined : parseCookie(header)[name],
    set: (token: string, expires: Date): string => stringifySetCookie({ ...attributes, value: token, expires }),
    clear: (): string => stringifySetCookie({ ...attributes, value: '', expires: new Date(0) }),
  };
}

export type SessionCookie = ReturnType<typeof sessionCookie>;
