from meshctl.app.tell.explain import explain_check


def test_an_example_shows_each_of_its_files_under_its_name() -> None:
    text = explain_check("two-publishers")
    wrong = text.partition("wrong:")[2].partition("right:")[0]
    assert "    # orders/checkout.yaml\n    service: checkout\n" in wrong
    assert "    # orders/basket.yaml\n    service: basket\n" in wrong
