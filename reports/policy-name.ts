/**
 * What a policy is called in reports: name and options as it was asked for. Where a server was reached says nothing about
 * the policy, and is nobody's business; the name of a file does.
 */
export function policyName(asked: string): string {
  const [head = '', options] = asked.split(/\?(.*)/s, 2);
  const [name = '', place] = head.split(/@(.*)/s, 2);
  const sorted = options?.split('&').sort().join('&');
  return `${name}${place === undefined || isServer(place) ? '' : `@${lastOf(place)}`}${sorted ? `?${sorted}` : ''}`;
}

const isServer = (place: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(place) || /^[^/]*:\d+$/.test(place);

const lastOf = (path: string): string => path.split(/[/\\]/).at(-1)!;
