// @ts-check
// JavaScript, because the tools take it from here to prepare a checkout, before there is a build.
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';

/**
 * Where things live that are made once per machine, after the XDG Base Directory Specification (a relative value is
 * to be ignored).
 * @param {NodeJS.ProcessEnv} [env]
 */
export function cacheDirectory(env = process.env) {
  const given = env['XDG_CACHE_HOME'];
  return join(given?.startsWith('/') ? given : join(homedir(), '.cache'), 'whatsapp-archiver');
}

/**
 * The full path of a program as a shell would find it, and in the system's own directories too, which an
 * unprivileged PATH leaves out; undefined where there is none.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 */
export function findProgram(name, env = process.env) {
  const directories = [...(env['PATH'] ?? '').split(delimiter).filter(Boolean), '/usr/sbin', '/sbin'];
  return directories.map((directory) => resolve(directory, name)).find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
