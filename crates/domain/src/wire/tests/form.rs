//! PHP's rules for forms, one by one. The expected trees are what `php_register_variable_ex` does.

use super::{Value, form, shown};
use crate::wire::decode_form;

#[track_caller]
fn gives(body: &str, tree: &str) {
    let got = shown(&form(body));
    assert_eq!(got, tree, "{body}");
}

#[test]
fn plain_fields_are_texts() {
    gives("a=1&b=two", r#"{"a":"1","b":"two"}"#);
    gives("a=", r#"{"a":""}"#);
    gives("a", r#"{"a":""}"#);
    gives("a=b=c", r#"{"a":"b=c"}"#);
    gives("&&a=1&&", r#"{"a":"1"}"#);
    gives("", "{}");
}

#[test]
fn brackets_nest_encoded_or_not() {
    gives("a[b][c]=1", r#"{"a":{"b":{"c":"1"}}}"#);
    gives("a%5Bb%5D%5bc%5d=1", r#"{"a":{"b":{"c":"1"}}}"#);
    gives("a[b]=1&a[c]=2&d=3&a[e]=4", r#"{"a":{"b":"1","c":"2","e":"4"},"d":"3"}"#);
}

#[test]
fn escapes_are_undone_and_broken_ones_kept() {
    gives("a=1+2%2B3", r#"{"a":"1 2+3"}"#);
    gives("a=100%", r#"{"a":"100%"}"#);
    gives("a=%zz%4&b=%%41%4%31", r#"{"a":"%zz%4","b":"%A%41"}"#);
    gives("a=%D0%BB%C3%A9", r#"{"a":"лé"}"#);
    gives("na%6De=1", r#"{"name":"1"}"#);
}

#[test]
fn names_become_what_php_variables_may_be_called() {
    gives("a.b=1&c d=2&e+f=3", r#"{"a_b":"1","c_d":"2","e_f":"3"}"#);
    gives("  a=1&+b=2", r#"{"a":"1","b":"2"}"#);
    gives("a.b[c.d]=1&a b[e f]=2", r#"{"a_b":{"c.d":"1","e f":"2"}}"#);
    gives(".=1", r#"{"_":"1"}"#);
    gives("a]=1", r#"{"a]":"1"}"#);
}

#[test]
fn names_without_a_beginning_are_ignored() {
    gives("=1&[a]=2&+=3&[]=4&a=5", r#"{"a":"5"}"#);
}

#[test]
fn unclosed_brackets_are_no_brackets() {
    gives("a[b=1", r#"{"a_b":"1"}"#);
    gives("a[=1", r#"{"a_":"1"}"#);
    gives("a[b.c d[e=1", r#"{"a_b_c_d_e":"1"}"#);
    gives("a[b][=1", r#"{"a":{"b":"1"}}"#);
    gives("a[b][c=1", r#"{"a":{"b":"1"}}"#);
    gives("a[][c=1", r#"{"a":["1"]}"#);
}

#[test]
fn what_follows_a_closed_bracket_is_ignored() {
    gives("a[b]c=1", r#"{"a":{"b":"1"}}"#);
    gives("a[b]c[d]=1", r#"{"a":{"b":"1"}}"#);
    gives("a[b]]=1", r#"{"a":{"b":"1"}}"#);
}

#[test]
fn brackets_hold_anything_else() {
    gives("a[b[c]=1", r#"{"a":{"b[c":"1"}}"#);
    gives("a[ b]=1", r#"{"a":{" b":"1"}}"#);
    gives("a[[]=1", r#"{"a":{"[":"1"}}"#);
    gives("a[b.c]=1", r#"{"a":{"b.c":"1"}}"#);
}

#[test]
fn empty_brackets_append_after_the_highest_number() {
    gives("a[]=x&a[]=y", r#"{"a":["x","y"]}"#);
    gives("a[ ]=x&a[%0a]=y", r#"{"a":["x","y"]}"#);
    gives("a[7]=x&a[]=y&a[k]=z&a[]=w", r#"{"a":{"7":"x","8":"y","k":"z","9":"w"}}"#);
    gives("a[-5]=x&a[]=y", r#"{"a":{"-5":"x","-4":"y"}}"#);
    gives("a[08]=x&a[+9]=y&a[]=z", r#"{"a":{"08":"x"," 9":"y","0":"z"}}"#);
    gives("a[][b]=1&a[][b]=2", r#"{"a":[{"b":"1"},{"b":"2"}]}"#);
    gives("a[9223372036854775807]=x&a[]=y&a[][z]=1", r#"{"a":{"9223372036854775807":"x"}}"#);
}

#[test]
fn appending_goes_on_in_a_large_map() {
    let body: String = (0..40).map(|_| "a[]=x&").collect();
    let map = form(&format!("{body}a[1000]=y&a[]=z"));
    let list = map.get("a").and_then(Value::as_map).unwrap();
    assert_eq!((list.len(), list.text("39"), list.text("1001")), (42, Some("x"), Some("z")));
}

#[test]
fn later_fields_win_whatever_they_are() {
    gives("a=1&a=2", r#"{"a":"2"}"#);
    gives("a=1&a[b]=2", r#"{"a":{"b":"2"}}"#);
    gives("a[b]=1&a=2", r#"{"a":"2"}"#);
    gives("a[b]=1&a[b][c]=2&z=3", r#"{"a":{"b":{"c":"2"}},"z":"3"}"#);
    gives("a[b][c]=1&a[b]=2&a[b][d]=3", r#"{"a":{"b":{"d":"3"}}}"#);
}

#[test]
fn numbers_stay_keys_of_a_map() {
    gives("BOT[571][ID]=571", r#"{"BOT":{"571":{"ID":"571"}}}"#);
    gives("a[999999999]=x", r#"{"a":{"999999999":"x"}}"#);
    gives("a[99999999999999999999]=x", r#"{"a":{"99999999999999999999":"x"}}"#);
}

#[test]
fn lists_are_ordered_by_number() {
    let field = |number: i32| format!("a[{number}]={number}&");
    let body = (0..=20).rev().map(field).collect::<Vec<_>>().concat();
    let map = form(&body);
    let numbers: Vec<_> = map.get("a").and_then(Value::list).unwrap().into_iter().filter_map(Value::as_text).collect();
    let expected: Vec<_> = (0..=20).map(|number| number.to_string()).collect();
    assert_eq!(numbers, expected);

    let sparse = form("a[100]=c&a[7]=a&a[20]=b");
    let sparse: Vec<_> =
        sparse.get("a").and_then(Value::list).unwrap().into_iter().filter_map(Value::as_text).collect();
    assert_eq!(sparse, ["a", "b", "c"]);
    assert!(form("a[1]=x&a[k]=y").get("a").unwrap().list().is_none());
    assert!(form("a[-1]=x").get("a").unwrap().list().is_none());
}

#[test]
fn bytes_that_are_no_unicode_are_replaced() {
    let map = decode_form(b"a\xff=x%FFy&b=\xd0").unwrap();
    assert_eq!(shown(&map), "{\"a\u{fffd}\":\"x\u{fffd}y\",\"b\":\"\u{fffd}\"}");
}

#[test]
fn keys_are_found_in_any_case() {
    let map = form("Line=1&LINE=2&id=3");
    let found = |key| map.get_any_case(key).map(|(key, value)| (key, value.as_text().unwrap()));
    assert_eq!(found("LINE"), Some(("LINE", "2")));
    assert_eq!(found("line"), Some(("Line", "1")));
    assert_eq!(found("ID"), Some(("id", "3")));
    assert_eq!(found("none"), None);
}

#[test]
fn printing_a_tree_shows_no_text() {
    let printed = format!("{:?}", form("auth[access_token]=s3cret"));
    assert_eq!(printed, r#"{"auth": {"access_token": <6 bytes>}}"#);
}
