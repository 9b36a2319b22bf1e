import { join } from 'node:path';
import {
  type Config,
  isLoopback,
  loadConfig,
  SETTINGS_TABLE,
  StartRefused,
  withoutPassword,
} from '../../../server/platform/config.js';
import { projectRoot } from '../../../server/platform/project-root.js';

const APP_URL = 'postgres://tenor_app:secret-a@db.example:5432/tenor';
const OWNER_URL = 'postgres://tenor_owner:secret-b@db.example:5432/tenor';
const EXTERNAL = { DATABASE_URL: APP_URL, DATABASE_OWNER_URL: OWNER_URL };

describe('a bank that is reached through a folder', () => {
  it('is for a real market alone: the clock of a demo can be moved', () => {
    expect(loadConfig({ ...EXTERNAL, BANK_FOLDER: '/var/bank' }, []).bankFolder).toBe('/var/bank');
    const sentence = 'BANK_FOLDER is for a real market: name its database in DATABASE_URL, and leave --demo out.';
    for (const [env, flags] of [
      [{ BANK_FOLDER: '/var/bank' }, []],
      [{ ...EXTERNAL, BANK_FOLDER: '/var/bank' }, ['--demo']],
    ] as const) {
      expect(() => loadConfig(env, flags)).toThrow(sentence);
    }
  });
});

describe('settings', () => {
  it('have defaults that start the demo on loopback', () => {
    expect(loadConfig({}, [])).toEqual({
      port: 4000,
      host: '127.0.0.1',
      dataDir: join(projectRoot(), 'data'),
      dataDirNamed: false,
      databaseUrl: undefined,
      databaseOwnerUrl: undefined,
      databasePool: 10,
      publicUrl: undefined,
      trustProxy: [],
      socketsPerPerson: 5,
      socketsPerAddress: 50,
      subscriptionsPerSocket: 20,
      uploadMaxBytes: 5 * 1024 * 1024,
      cutOff: '16:00',
      cutOffZone: 'Europe/Paris',
      logLevel: 'warn',
      demo: true,
      json: false,
      migrate: true,
    } satisfies Config);
  });

  it('are read from the environment, where an empty one counts as not set', () => {
    const config = loadConfig({ PORT: ' 0 ', HOST: '', CUT_OFF: '09:30', TENOR_DATA: 'elsewhere' }, ['--json']);
    expect(config).toMatchObject({ port: 0, host: '127.0.0.1', cutOff: '09:30', dataDirNamed: true, json: true });
    expect(config.dataDir).toBe(join(process.cwd(), 'elsewhere'));
  });

  it('are complained about all at once, each in a sentence', () => {
    const env = {
      PORT: '70000',
      HOST: 'example.org',
      DATABASE_POOL: '1',
      DATABASE_URL: 'mysql://root:hunter2@db/tenor',
      CUT_OFF: '24:00',
      CUT_OFF_ZONE: 'Europe/Atlantis',
      LOG_LEVEL: 'loud',
      UPLOAD_MAX_BYTES: '5e6',
      TRUST_PROXY: '10.0.0.0/33',
      PUBLIC_URL: 'https://tenor.example/app',
    };
    expect(reasons(env, ['--verbose'])).toEqual([
      'PORT is "70000": it must be a whole number from 0 to 65535, 0 for any free port.',
      'HOST is "example.org": it must be localhost or an IP address.',
      'DATABASE_URL must be postgres://role:password@host:port/database.',
      'DATABASE_POOL is "1": it must be a whole number from 2 to 500.',
      'PUBLIC_URL is "https://tenor.example/app": it must be https://host, without a path; http:// only where the host is this machine itself.',
      'TRUST_PROXY is "10.0.0.0/33": it must be addresses, networks (10.0.0.0/8) or the words loopback, linklocal, uniquelocal, divided by commas.',
      'UPLOAD_MAX_BYTES is "5e6": it must be a whole number from 1024 to 104857600.',
      'CUT_OFF is "24:00": it must be a time from 00:00 to 23:59.',
      'CUT_OFF_ZONE is "Europe/Atlantis": it must be a time zone such as Europe/Paris.',
      'LOG_LEVEL is "loud": it must be one of fatal, error, warn, info, debug, trace, silent.',
      '"--verbose" is not an option: the options are --demo, --json, --no-migrate.',
      'DATABASE_OWNER_URL must be set with DATABASE_URL, or the start be given --no-migrate.',
    ]);
  });

  it('are each in the table for the documentation', () => {
    expect(SETTINGS_TABLE.map(setting => setting.name)).toEqual([
      'PORT',
      'HOST',
      'TENOR_DATA',
      'DATABASE_URL',
      'DATABASE_OWNER_URL',
      'DATABASE_POOL',
      'PUBLIC_URL',
      'TRUST_PROXY',
      'SOCKETS_PER_PERSON',
      'SOCKETS_PER_ADDRESS',
      'SUBSCRIPTIONS_PER_SOCKET',
      'UPLOAD_MAX_BYTES',
      'TENOR_VALIDATOR',
      'SMTP_URL',
      'MAIL_FROM',
      'BANK_FOLDER',
      'CUT_OFF',
      'CUT_OFF_ZONE',
      'LOG_LEVEL',
    ]);
    expect(SETTINGS_TABLE[0]).toEqual({
      name: 'PORT',
      meaning: 'Port for the API, the subscriptions and the web.',
      default: '4000',
      range: 'a whole number from 0 to 65535, 0 for any free port',
    });
  });
});

describe('a database of one’s own', () => {
  it('needs both roles, and they must differ', () => {
    expect(loadConfig(EXTERNAL, [])).toMatchObject({
      databaseUrl: APP_URL,
      databaseOwnerUrl: OWNER_URL,
      migrate: true,
    });
    expect(reasons({ DATABASE_URL: APP_URL })).toEqual([
      'DATABASE_OWNER_URL must be set with DATABASE_URL, or the start be given --no-migrate.',
    ]);
    expect(reasons({ DATABASE_OWNER_URL: OWNER_URL })).toEqual(['DATABASE_URL must be set with DATABASE_OWNER_URL.']);
    expect(reasons({ DATABASE_URL: APP_URL, DATABASE_OWNER_URL: APP_URL })).toEqual([
      'DATABASE_URL and DATABASE_OWNER_URL must name two roles: the role that serves may own no table.',
    ]);
  });

  it('needs no owner where it is not to be migrated', () => {
    expect(loadConfig({ DATABASE_URL: APP_URL }, ['--no-migrate'])).toMatchObject({ migrate: false });
    expect(loadConfig(EXTERNAL, ['--no-migrate']).databaseOwnerUrl).toBeUndefined();
    expect(reasons({}, ['--no-migrate'])).toHaveLength(1);
  });

  it('holds the demo market only when told so', () => {
    expect(loadConfig(EXTERNAL, []).demo).toBe(false);
    expect(loadConfig(EXTERNAL, ['--demo']).demo).toBe(true);
  });

  it('never shows its password', () => {
    expect(withoutPassword(`${APP_URL}?password=secret-c`)).toBe('postgres://tenor_app@db.example:5432/tenor');
    const [reason] = reasons({ ...EXTERNAL, DATABASE_URL: 'postgres://tenor_app:secret-a@/tenor' });
    expect(reason).toBe('DATABASE_URL must be postgres://role:password@host:port/database.');
  });
});

describe('a mail server', () => {
  it('is set with the address that mails come from, and never shown', () => {
    const mail = { SMTP_URL: 'smtps://tenor:hunter2@mail.example:465', MAIL_FROM: 'alerts@tenor.example' };
    expect(loadConfig(mail, []).mail).toEqual({ smtpUrl: mail.SMTP_URL, from: mail.MAIL_FROM });
    for (const [name, value] of Object.entries(mail))
      expect(reasons({ [name]: value })).toEqual(['SMTP_URL and MAIL_FROM must be set together.']);
    expect(reasons({ ...mail, SMTP_URL: 'https://tenor:hunter2@mail.example' })).toEqual([
      'SMTP_URL must be smtp://name:password@host:587, which goes over to TLS, or smtps://…, which begins with it.',
    ]);
    expect(reasons({ ...mail, MAIL_FROM: 'Tenor' })).toEqual(['MAIL_FROM is "Tenor": it must be an e-mail address.']);
  });
});

describe('an address beyond this machine', () => {
  const front = { TRUST_PROXY: '10.0.0.0/8, ::1', PUBLIC_URL: 'https://tenor.example/' };

  it('is refused without TLS in front', () => {
    expect(reasons({ HOST: '0.0.0.0' })).toEqual([
      'HOST is "0.0.0.0", which other machines reach over plain HTTP: put a proxy that ends TLS in front and name it in TRUST_PROXY, or leave HOST at 127.0.0.1.',
    ]);
    expect(reasons({ HOST: '::' })).toHaveLength(1);
  });

  it('is taken with a proxy and the address people type', () => {
    expect(loadConfig({ HOST: '0.0.0.0', ...front }, [])).toMatchObject({
      trustProxy: ['10.0.0.0/8', '::1'],
      publicUrl: 'https://tenor.example',
    });
    expect(reasons({ TRUST_PROXY: 'loopback' })).toEqual([
      'PUBLIC_URL must be set with TRUST_PROXY: the address that people type to reach the proxy.',
    ]);
    expect(reasons({ PUBLIC_URL: 'https://tenor.example' })).toEqual([
      'TRUST_PROXY must be set with an https PUBLIC_URL: Tenor itself does not end TLS.',
    ]);
  });

  it('may be plain HTTP only where it is this machine', () => {
    expect(loadConfig({ PUBLIC_URL: 'http://localhost:8080' }, []).publicUrl).toBe('http://localhost:8080');
    expect(reasons({ ...front, PUBLIC_URL: 'http://tenor.example' })).toHaveLength(1);
  });

  it.each([
    ['localhost', true],
    ['buyer-maker.localhost', true],
    ['127.8.9.10', true],
    ['::1', true],
    ['[::1]', true],
    ['0.0.0.0', false],
    ['::', false],
    ['127.0.0.1.example.org', false],
    ['localhost.example.org', false],
  ])('counts %s as loopback: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});

function reasons(env: Record<string, string>, argv: string[] = []): readonly string[] {
  try {
    loadConfig(env, argv);
  } catch (error) {
    if (error instanceof StartRefused) return error.reasons;
    throw error;
  }
  throw new Error('The settings were taken.');
}
