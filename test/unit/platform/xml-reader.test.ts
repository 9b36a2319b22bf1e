import type { XmlOutcome } from '../../../server/platform/xml-reader.js';
import { defaultXmlLimits, readXml } from '../../../server/platform/xml-reader.js';
import type { XmlElement } from '../../../server/platform/xml-tree.js';
import { pathOf } from '../../../server/platform/xml-tree.js';

function rootOf(text: string): XmlElement {
  const outcome = readXml(text);
  if ('fault' in outcome) throw new Error(outcome.fault.message);
  return outcome.root;
}

function faultOf(outcome: XmlOutcome): string {
  if (!('fault' in outcome)) throw new Error('the text was read');
  const { code, line, column } = outcome.fault;
  return `${code} ${line}:${column}`;
}

describe('text', () => {
  test.each([
    ['<a>12<!-- no -->34</a>', '1234'],
    ['<a>1<![CDATA[<&]]>2</a>', '1<&2'],
    ['<a>1<?note don\'t?>2<?x ">"?>3</a>', '123'],
    ['<a>&lt;&gt;&amp;&quot;&apos;</a>', '<>&"\''],
    ['<a>&#65;&#x42;&#x1F600;&#0000067;</a>', 'AB\u{1F600}C'],
    ['<a>&amp;lt;</a>', '&lt;'],
    ['<a>1\r\n2\r3</a>', '1\n2\n3'],
    ['<a>&#13;</a>', '\r'],
    ['<a>x > y ] ]> "z"</a>', 'x > y ] ]> "z"'],
    ['<a>1<b>2</b>3</a>', '13'],
    ['<a/>', ''],
    ['<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<!-- --><?p?><a>1</a >\n<!-- -->', '1'],
    [' \n<?xml version="1.0"?><a>1</a>', '1'],
  ])('of %j is %j', (text, expected) => {
    expect(rootOf(text).text).toBe(expected);
  });
});

describe('attributes', () => {
  test.each([
    [`<a b="x>y" c='"'/>`, { b: 'x>y', c: '"' }],
    ['<a b = "1"\n c\t=\'2\' />', { b: '1', c: '2' }],
    ['<a b="1\n2\t3&#10;4"/>', { b: '1 2 3\n4' }],
    ['<a b="&lt;&#65;"/>', { b: '<A' }],
    ['<a xml:lang="de"/>', { '{http://www.w3.org/XML/1998/namespace}lang': 'de' }],
    ['<a xmlns="u" xmlns:p="v" b="1" p:b="2"/>', { b: '1', '{v}b': '2' }],
  ])('of %j', (text, expected) => {
    expect(Object.fromEntries(rootOf(text).attributes)).toEqual(expected);
  });
});

describe('namespaces', () => {
  function names(element: XmlElement): unknown[] {
    return [`{${element.namespace}}${element.name}`, ...element.children.map(names)];
  }

  test('are inherited, overridden, undone, and independent of prefixes', () => {
    const text = '<a xmlns="u"><b xmlns="v"><p:c xmlns:p="u"/><d xmlns=""/></b><e/></a>';
    expect(names(rootOf(text))).toEqual(['{u}a', ['{v}b', ['{u}c'], ['{}d']], ['{u}e']]);
    expect(names(rootOf('<x:a xmlns:x="u"><x:b xmlns:x="v"/></x:a>'))).toEqual(['{u}a', ['{v}b']]);
  });

  test.each([
    ['<p:a/>', 'XML_MALFORMED 1:1'],
    ['<a p:b="1"/>', 'XML_MALFORMED 1:4'],
    ['<a xmlns:p=""/>', 'XML_MALFORMED 1:4'],
    ['<a xmlns:xmlns="u"/>', 'XML_MALFORMED 1:4'],
    ['<a xmlns:xml="u"/>', 'XML_MALFORMED 1:4'],
    ['<a xmlns:p="u" xmlns:p="v"/>', 'XML_MALFORMED 1:16'],
    ['<a xmlns:p="u" xmlns:q="u" p:b="1" q:b="2"/>', 'XML_MALFORMED 1:36'],
    ['<a:b:c xmlns:a="u"/>', 'XML_MALFORMED 1:2'],
    ['<:a/>', 'XML_MALFORMED 1:2'],
    ['<a: />', 'XML_MALFORMED 1:2'],
  ])('refuses %j', (text, fault) => {
    expect(faultOf(readXml(text))).toBe(fault);
  });
});

describe('what is not well-formed is refused at its place', () => {
  test.each([
    ['', 'XML_MALFORMED 1:1'],
    ['text', 'XML_MALFORMED 1:1'],
    ['<a>', 'XML_MALFORMED 1:4'],
    ['<a', 'XML_MALFORMED 1:3'],
    ['<a>\n  <b>\n</a>', 'XML_MALFORMED 3:1'],
    ['</a>', 'XML_MALFORMED 1:1'],
    ['<a/><b/>', 'XML_MALFORMED 1:5'],
    ['<a></a><b></b>', 'XML_MALFORMED 1:8'],
    ['<a/>x', 'XML_MALFORMED 1:5'],
    ['x<a/>', 'XML_MALFORMED 1:1'],
    ['<a/><![CDATA[x]]>', 'XML_MALFORMED 1:5'],
    ['<a/><!-- x', 'XML_MALFORMED 1:11'],
    ['<a><!-- a -- b --></a>', 'XML_MALFORMED 1:11'],
    ['<a><!-- x ---></a>', 'XML_MALFORMED 1:11'],
    ['<a><![CDATA[x</a>', 'XML_MALFORMED 1:18'],
    ['<a><![cdata[x]]></a>', 'XML_MALFORMED 1:4'],
    ['<a>]]></a>', 'XML_MALFORMED 1:4'],
    ['<a><!x></a>', 'XML_MALFORMED 1:4'],
    ['< a/>', 'XML_MALFORMED 1:2'],
    ['<a></ a>', 'XML_MALFORMED 1:6'],
    ['<a></a b="1">', 'XML_MALFORMED 1:4'],
    ['<a><b/ ></a>', 'XML_MALFORMED 1:6'],
    ['<a b/>', 'XML_MALFORMED 1:5'],
    ['<a b=1/>', 'XML_MALFORMED 1:6'],
    ['<a b="1/>', 'XML_MALFORMED 1:10'],
    ['<a b="<"/>', 'XML_MALFORMED 1:7'],
    ['<a b="1" b="2"/>', 'XML_MALFORMED 1:10'],
    ['<a b="1"c="2"/>', 'XML_MALFORMED 1:9'],
    ['<a>\u{1}</a>', 'XML_MALFORMED 1:4'],
    ['<a>\u{FFFE}</a>', 'XML_MALFORMED 1:4'],
    ['<a>\u{D800}</a>', 'XML_MALFORMED 1:4'],
    ['<1a/>', 'XML_MALFORMED 1:2'],
    ['<a>1 & 2</a>', 'XML_MALFORMED 1:6'],
    ['<a>&#;</a>', 'XML_MALFORMED 1:4'],
    ['<a>&#0;</a>', 'XML_MALFORMED 1:4'],
    ['<a>&#xD800;</a>', 'XML_MALFORMED 1:4'],
    ['<a>&#x110000;</a>', 'XML_MALFORMED 1:4'],
    ['<a>&lt</a>', 'XML_MALFORMED 1:4'],
    ['<a><?xml version="1.0"?></a>', 'XML_MALFORMED 1:4'],
    ['<!-- --><?xml version="1.0"?><a/>', 'XML_MALFORMED 1:9'],
    ['<?xml version="2.0"?><a/>', 'XML_MALFORMED 1:1'],
    ['<?xml encoding="UTF-8"?><a/>', 'XML_MALFORMED 1:1'],
    ['<a><? x?></a>', 'XML_MALFORMED 1:4'],
    ['<a><?x</a>', 'XML_MALFORMED 1:11'],
    ['<a>&euro;</a>', 'ENTITY_UNDECLARED 1:4'],
    ['<a b="&x;"/>', 'ENTITY_UNDECLARED 1:7'],
  ])('%j: %s', (text, fault) => {
    expect(faultOf(readXml(text))).toBe(fault);
  });

  test('names the element that an end tag should have closed', () => {
    const outcome = readXml('<a>\n<b>\n</a>');
    expect(outcome).toHaveProperty('fault.message', 'The end tag of a closes the element b of line 2.');
  });
});

describe('a DOCTYPE is refused wherever it stands', () => {
  test.each([
    ['<!DOCTYPE a><a/>', 'DOCTYPE_REFUSED 1:1'],
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'DOCTYPE_REFUSED 1:1'],
    ['<?xml version="1.0"?>\n<!-- -->\n<!DOCTYPE a SYSTEM "http://x.example/a.dtd"><a/>', 'DOCTYPE_REFUSED 3:1'],
    ['<a><!DOCTYPE a></a>', 'DOCTYPE_REFUSED 1:4'],
    ['<!doctype html><a/>', 'DOCTYPE_REFUSED 1:1'],
  ])('%j', (text, fault) => {
    expect(faultOf(readXml(text))).toBe(fault);
  });

  test('but is only text inside CDATA and comments', () => {
    expect(rootOf('<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE html>]]></a>').text).toBe('<!DOCTYPE html>');
  });
});

describe('limits', () => {
  const limits = { depth: 3, nodes: 5, attributes: 2 };

  test.each([
    ['<a><a><a/></a></a>', null],
    ['<a><a><a><a/></a></a></a>', 'XML_TOO_DEEP 1:10'],
    ['<a><b/><b/><b/><b/></a>', null],
    ['<a><b/><b/><b/><b/><b/></a>', 'XML_TOO_MANY_NODES 1:20'],
    ['<a><!----><?p?><![CDATA[]]><b/></a>', null],
    ['<a><!----><?p?><![CDATA[]]><b/><!----></a>', 'XML_TOO_MANY_NODES 1:32'],
    ['<a b="&lt;">&lt;&#65;&amp;</a>', null],
    ['<a b="&lt;">&lt;&#65;&amp;&gt;</a>', 'XML_TOO_MANY_NODES 1:27'],
    ['<a b="1" c="2"/>', null],
    ['<a b="1" c="2" d="3"/>', 'XML_TOO_MANY_ATTRIBUTES 1:16'],
    ['<a b="1" c="2" xmlns:d="3"/>', 'XML_TOO_MANY_ATTRIBUTES 1:16'],
  ])('%j: %s', (text, fault) => {
    const outcome = readXml(text, limits);
    expect('fault' in outcome ? faultOf(outcome) : null).toBe(fault);
  });

  test('are 64 deep, 200,000 nodes and 64 attributes unless said otherwise', () => {
    expect(defaultXmlLimits).toEqual({ depth: 64, nodes: 200_000, attributes: 64 });
    expect(readXml(`${'<a>'.repeat(64)}${'</a>'.repeat(64)}`)).toHaveProperty('root');
    expect(faultOf(readXml(`${'<a>'.repeat(65)}${'</a>'.repeat(65)}`))).toBe('XML_TOO_DEEP 1:193');
  });
});

test('the path of an element counts twins and uses the given prefixes', () => {
  const root = rootOf('<r xmlns="u"><p:a xmlns:p="v"/><b/><q:a xmlns:q="v"><c/></q:a></r>');
  const inner = root.children[2]?.children[0];
  const paths = [root, root.children[0], root.children[1], inner].map(
    element => element && pathOf(element, new Map([['v', 'x']])),
  );
  expect(paths).toEqual(['/r', '/r/x:a[1]', '/r/b', '/r/x:a[2]/c']);
});
