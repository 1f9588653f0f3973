"""From answers and passages to what the page's components draw: plain data, no Streamlit.

Everything here ends as JSON whose strings the components put into the page as text, never
as HTML, so nothing that stands in a document can become part of the page.
"""
