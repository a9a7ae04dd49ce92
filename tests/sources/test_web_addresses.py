"""An address as machines take it, and as people read it."""

import pytest

from laureate_print.sources.web_addresses import ascii_address, readable_address

ADDRESSES = {
    "https://www.example.jp/prize/ja/page.html": ("www.example.jp/prize/ja/page.html", None),
    "http://www.example.jp:8080/x": ("http://www.example.jp:8080/x", None),
    "https://例え.jp/平和/賞": (
        "例え.jp/平和/賞",
        "https://xn--r8jz45g.jp/%E5%B9%B3%E5%92%8C/%E8%B3%9E",
    ),
    "https://xn--r8jz45g.jp/%E5%B9%B3%E5%92%8C/a%20b": ("例え.jp/平和/a%20b", None),
    "https://straße.example/é": ("straße.example/é", "https://xn--strae-oqa.example/%C3%A9"),
    "https://مثال.example/%ff": ("مثال.example/%ff", "https://xn--mgbh0fb.example/%ff"),
    "https://[2001:db8::1]:80/a": ("[2001:db8::1]:80/a", None),
}


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_read_in_letters_and_leads_on_in_ascii(address):
    letters, exact = ADDRESSES[address]

    assert readable_address(address) == readable_address(exact or address) == letters
    assert ascii_address(address) == (exact or address)
    assert ascii_address(exact or address) == (exact or address)


def test_a_host_that_has_no_name_in_ascii_is_no_address():
    with pytest.raises(ValueError):
        ascii_address("https://☃.example/")
